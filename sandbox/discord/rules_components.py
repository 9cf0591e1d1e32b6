"""What Discord accepts as message components, v1 (rows) and v2 (layouts). Checks only."""

from collections.abc import Callable, Iterator

from sandbox.discord.checks import check_count, check_number, check_text, check_unique, objects
from sandbox.discord.wire import Json, Problem

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = frozenset({3, 5, 6, 7, 8})
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL = 18
IN_CONTAINER = frozenset({ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR})
TOP_LEVEL_V2 = IN_CONTAINER | {CONTAINER}
LINK, PREMIUM = 5, 6

MAX_ROWS = 5
MAX_NESTED_V2 = 40
MAX_TEXT_V2 = 4000


def nested(components: list[Json]) -> Iterator[Json]:
    """Every component, itself and those inside, in reading order."""
    for component in objects(components):
        yield component
        yield from nested(component.get("components") or [])
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield from nested([component[key]])


def check_components(components: list[Json], *, v2: bool) -> Iterator[Problem]:
    """Everything about a message's components; paths start at `components`."""
    everything = list(nested(components))
    yield from check_unique("components", (c["custom_id"] for c in everything if c.get("custom_id")), "custom id")
    yield from check_unique("components", (c["id"] for c in everything if c.get("id")), "id")
    if v2:
        yield from _check_layout(components, everything)
    else:
        yield from check_count("components", components, 0, MAX_ROWS)
        for index, component in enumerate(objects(components)):
            yield from _check_child(f"components.{index}", component, frozenset({ROW}))


def _check_layout(components: list[Json], everything: list[Json]) -> Iterator[Problem]:
    if len(everything) > MAX_NESTED_V2:
        yield Problem("components", f"Must be {MAX_NESTED_V2} or fewer components in total.", "COMPONENT_LAYOUT_TOTAL")
    shown = sum(len(str(c.get("content", ""))) for c in everything if c.get("type") == TEXT)
    if shown > MAX_TEXT_V2:
        yield Problem("components", f"Must be {MAX_TEXT_V2} or fewer characters in total.", "COMPONENT_TEXT_TOTAL")
    for index, component in enumerate(objects(components)):
        yield from _check_child(f"components.{index}", component, TOP_LEVEL_V2)


def _check_child(path: str, component: Json, allowed: frozenset[int]) -> Iterator[Problem]:
    kind = component.get("type")
    if kind not in allowed:
        yield Problem(
            f"{path}.type", f"Value must be one of {{{', '.join(map(str, sorted(allowed)))}}}.", "BASE_TYPE_CHOICES"
        )
        return
    check = CHECKS.get(kind)
    if check:
        yield from check(path, component)


def _check_row(path: str, row: Json) -> Iterator[Problem]:
    inside = row.get("components")
    yield from check_count(f"{path}.components", inside, 1, 5)
    kinds = [item.get("type") for item in objects(inside)]
    if len(kinds) > 1 and any(kind != BUTTON for kind in kinds):
        yield Problem(
            f"{path}.components", "A row holds up to 5 buttons or one select menu.", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"
        )
    for index, item in enumerate(objects(inside)):
        yield from _check_child(f"{path}.components.{index}", item, SELECTS | {BUTTON})


def check_button(path: str, button: Json) -> Iterator[Problem]:
    style = button.get("style")
    yield from check_text(f"{path}.label", button.get("label"), 0, 80)
    if style not in range(1, 7):
        yield Problem(f"{path}.style", "Value must be one of {1, 2, 3, 4, 5, 6}.", "BASE_TYPE_CHOICES")
    if style == PREMIUM:
        return
    if not button.get("label") and not button.get("emoji"):
        yield Problem(path, "A button needs a label or an emoji.", "BUTTON_COMPONENT_INVALID_EMOJI")
    if bool(button.get("custom_id")) == bool(button.get("url")):
        yield Problem(
            path, "A custom id or a url, and only one of them, must be specified.", "BUTTON_COMPONENT_CUSTOM_ID"
        )
    if (style == LINK) != bool(button.get("url")):
        yield Problem(f"{path}.url", "Only and all link buttons have a url.", "BUTTON_COMPONENT_INVALID_URL")
    if button.get("custom_id") is not None:
        yield from check_text(f"{path}.custom_id", button["custom_id"], 1, 100)
    yield from check_text(f"{path}.url", button.get("url"), 0, 512)


def check_select(path: str, select: Json) -> Iterator[Problem]:
    yield from check_text(f"{path}.custom_id", select.get("custom_id"), 1, 100)
    yield from check_text(f"{path}.placeholder", select.get("placeholder"), 0, 150)
    yield from check_number(f"{path}.min_values", select.get("min_values"), 0, 25)
    yield from check_number(f"{path}.max_values", select.get("max_values"), 1, 25)
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield Problem(f"{path}.min_values", "Must not be greater than max_values.", "SELECT_COMPONENT_MIN_VALUES")
    if select.get("type") == STRING_SELECT:
        yield from _check_options(f"{path}.options", select, most if isinstance(most, int) else 1)


def _check_options(path: str, select: Json, most: int) -> Iterator[Problem]:
    options = select.get("options")
    yield from check_count(path, options, 1, 25)
    if isinstance(options, list) and most > max(len(options), 1):
        yield Problem(path, "There are fewer options than max_values.", "SELECT_COMPONENT_MAX_VALUES")
    yield from check_unique(path, (option.get("value") for option in objects(options)), "option value")
    if sum(bool(option.get("default")) for option in objects(options)) > most:
        yield Problem(path, "More default options than max_values.", "SELECT_COMPONENT_TOO_MANY_DEFAULT")
    for index, option in enumerate(objects(options)):
        yield from check_text(f"{path}.{index}.label", option.get("label"), 1, 100)
        yield from check_text(f"{path}.{index}.value", option.get("value"), 1, 100)
        yield from check_text(f"{path}.{index}.description", option.get("description"), 0, 100)


def _check_section(path: str, section: Json) -> Iterator[Problem]:
    yield from check_count(f"{path}.components", section.get("components"), 1, 3)
    for index, item in enumerate(objects(section.get("components"))):
        yield from _check_child(f"{path}.components.{index}", item, frozenset({TEXT}))
    accessory = section.get("accessory")
    if isinstance(accessory, dict):
        yield from _check_child(f"{path}.accessory", accessory, frozenset({BUTTON, THUMBNAIL}))
    else:
        yield Problem(f"{path}.accessory", "This field is required", "BASE_TYPE_REQUIRED")


def check_text_display(path: str, text: Json) -> Iterator[Problem]:
    yield from check_text(f"{path}.content", text.get("content"), 1, MAX_TEXT_V2)


def _check_gallery(path: str, gallery: Json) -> Iterator[Problem]:
    yield from check_count(f"{path}.items", gallery.get("items"), 1, 10)
    for index, item in enumerate(objects(gallery.get("items"))):
        yield from _check_media(f"{path}.items.{index}", item)


def _check_media(path: str, item: Json) -> Iterator[Problem]:
    media = item.get("media")
    yield from check_text(f"{path}.media.url", media.get("url") if isinstance(media, dict) else None, 1, 2048)
    yield from check_text(f"{path}.description", item.get("description"), 0, 1024)


def _check_separator(path: str, separator: Json) -> Iterator[Problem]:
    yield from check_number(f"{path}.spacing", separator.get("spacing"), 1, 2)


def _check_container(path: str, container: Json) -> Iterator[Problem]:
    yield from check_count(f"{path}.components", container.get("components"), 1, MAX_NESTED_V2)
    yield from check_number(f"{path}.accent_color", container.get("accent_color"), 0, 0xFFFFFF)
    for index, item in enumerate(objects(container.get("components"))):
        yield from _check_child(f"{path}.components.{index}", item, IN_CONTAINER)


CHECKS: dict[int, Callable[[str, Json], Iterator[Problem]]] = {
    ROW: _check_row,
    BUTTON: check_button,
    SECTION: _check_section,
    TEXT: check_text_display,
    THUMBNAIL: _check_media,
    GALLERY: _check_gallery,
    SEPARATOR: _check_separator,
    CONTAINER: _check_container,
    **dict.fromkeys(SELECTS, check_select),
}
