"""Plans and runs: which texts would be asked for and why, and asking for all of them within one budget.

`selecting` is the language that names occupations; `jobs` what is to be asked; `planning` finds it; `ways` are how
completions are had (`online` now, others later or elsewhere); `running` is the loop they share. It knows neither drafting
nor translating: those make jobs and finish them behind the protocol of `work`.

May import `schemas`, `authoring.conversing` and the parts `llm` and `revisions`.
"""
