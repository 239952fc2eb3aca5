"""What a preview shows: the text of a workspace as it stands, page by page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from authoring.publishing.page.frame import Site
from authoring.publishing.profile_json import PublicProfile
from authoring.publishing.publisher import Publisher
from schemas.base import Locale, SocCode
from schemas.facts import Dataset


@dataclass(frozen=True)
class WorkspaceDrafts:
    """The drafts of a workspace in its locales; `written` gives every page with a stamp of its log."""

    publisher: Publisher
    written: Callable[[], Mapping[tuple[SocCode, Locale], object]]

    def previewed(self) -> Mapping[tuple[SocCode, Locale], object]:
        """Every page there is, with a value that is another whenever the page is."""
        return self.written()

    def preview(self, soc: SocCode, locale: Locale) -> PublicProfile:
        """A profile as it stands now. Raises `AuthoringError`."""
        return self.publisher.preview(soc, locale)

    def preview_page(self, soc: SocCode, locale: Locale, site: Site, others: Sequence[Locale]) -> str:
        """Its page, marked as a draft."""
        return self.publisher.preview_page(soc, locale, site, others)

    @property
    def datasets(self) -> Sequence[Dataset]:
        """The datasets of the fact base."""
        return self.publisher.datasets
