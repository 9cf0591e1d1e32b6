"""Discord's figures, from its documentation of 2026; must not hold anything else."""

TEXT_TOTAL = 4000
"""Characters over all text displays of one message (components v2)."""
COMPONENTS = 40
"""Components of one message, nested ones included."""
BUTTONS_A_ROW = 5
BUTTON_LABEL = 80
OPTIONS = 25
OPTION_LABEL = 100
PLACEHOLDER = 150
CHOICES = 25
CHOICE_NAME = 100
CHOICE_VALUE = 100
DESCRIPTION = 100
ALTERNATIVE_TEXT = 1024
FILE_BYTES = 10 * 1024 * 1024
"""Of one file; a boosted server takes more, private messages do not."""
MODAL_TITLE = 45
MODAL_FIELDS = 5
CUSTOM_ID = 100
MODAL_LABEL = 45
MODAL_TEXT = 4000
COMMANDS = 100
THREAD_NAME = 100
SLOWEST_SECONDS = 21600
"""The longest wait between two messages that a channel can ask of somebody."""
