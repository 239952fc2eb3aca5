"""Reports of findings: SARIF for code hosts, one HTML page per occupation. Pure; writes no file."""
