"""The catalogue that the demo opens with: French-language works; must not be imported by a real network."""

from __future__ import annotations

from importlib.resources import files

DEMO_CATALOGUE = "catalogue.csv"


def read_demo_catalogue() -> bytes:
    """Return the demo's catalogue as a CSV file in UTF-8, ready for `Bookshelf.import_csv`.

    Titles, authors and years of first publication (of first performance, for most plays) are facts. An ISBN stands
    there only where the goodbooks-10k catalogue gives it for an edition in French.
    """
    return files(__package__).joinpath(DEMO_CATALOGUE).read_bytes()
