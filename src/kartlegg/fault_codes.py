"""Every kind of fault that proofreading knows, by a code that never changes. Nothing is looked for here.

A code is words with hyphens. Its page in docs/reference/faults says why it matters and shows an example, mended.
"""

from enum import StrEnum


class FaultCode(StrEnum):
    """A kind of fault; `meaning` says it in one line."""

    meaning: str

    def __new__(cls, code: str, meaning: str = "") -> "FaultCode":
        """Make the member; its value is the code alone."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    # Reading a file
    NO_FILE = "no-file", "a file that must be there is not, or cannot be read"
    NOT_UTF8 = "not-utf8", "a file is saved in another encoding than UTF-8"
    NO_YAML = "no-yaml", "a definition is not YAML"
    KEY_TWICE = "key-twice", "a key stands twice in the same place"
    UNKNOWN_KEY = "unknown-key", "a key that the format does not have"
    MISSING_KEY = "missing-key", "a key that the format asks for is not there"
    WRONG_VALUE = "wrong-value", "a value that its key cannot have"
    WRONG_COLUMNS = "wrong-columns", "the header of a CSV file, or the number of fields in a row, is another"
    WRONG_CELL = "wrong-cell", "a cell of a CSV file that its column cannot have"

    # Questions and their options
    CODE_TWICE = "code-twice", "two variables, questions or sections have the same code"
    RESERVED_CODE = "reserved-code", "a code that rules cannot name"
    NOTHING_ASKED = "nothing-asked", "a section, grid or list without anything to answer"
    OPTION_WITHOUT_CODE = "option-without-code", "an option has no code to know its answers by"
    VALUE_TWICE = "value-twice", "two options of a list have the same number"
    EXCLUSIVE_ALONE = "exclusive-alone", "an option is exclusive where there is nothing to exclude"
    SCALE_OR_OPTIONS = "scale-or-options", "a closed question has neither a scale nor options, or both"
    UNKNOWN_SCALE = "unknown-scale", "a question names a scale that the round does not have"
    SCALE_TWICE = "scale-twice", "two scales have the same code"
    SCALE_WITHOUT_ORDER = "scale-without-order", "three options or more, and no word on their direction"
    BOX_BY_POSITION = "box-by-position", "a group of options is named by places in the list"
    BOX_OF_UNKNOWN_OPTION = "box-of-unknown-option", "a group of options names one that the scale does not have"
    ASSUMED_WITHOUT_REASON = "assumed-without-reason", "something is assumed without a reason, or the other way round"
    LIMITS_CROSSED = "limits-crossed", "the least number allowed is larger than the largest"

    # Sums and controls
    SUM_WITHOUT_PARTS = "sum-without-parts", "a sum does not say what it adds up"
    ROW_WITH_PARTS = "row-with-parts", "a row that is asked also has parts"
    UNKNOWN_PART = "unknown-part", "a sum adds up a variable that there is not"
    SUM_OF_ITSELF = "sum-of-itself", "a sum is among its own parts"
    PART_TWICE = "part-twice", "a sum counts a variable twice"
    UNKNOWN_CONTROL = "unknown-control", "rows are to add up to a variable that there is not"

    # Rules of the small language
    RULE_UNREADABLE = "rule-unreadable", "a rule is not written in the small language"
    DEAD_REFERENCE = "dead-reference", "a rule names a variable that there is not"
    DEAD_OPTION = "dead-option", "a rule names an option that the question does not have"
    WRONG_KIND = "wrong-kind", "a rule asks of an answer what its kind cannot tell"
    CIRCULAR_REFERENCE = "circular-reference", "a question is shown by an answer that hangs on the question itself"
    USED_BEFORE_ASKED = "used-before-asked", "a question is shown by an answer that is asked later"
    UNREACHABLE_QUESTION = "unreachable-question", "a question is shown by a condition that can never be true"

    # Checks
    UNREACHABLE_CHECK = "unreachable-check", "a check that no reply can set off"

    # Words
    TRANSLATION_MISSING = "translation-missing", "words are missing in a language that readers may choose"
    TEXT_TOO_LONG = "text-too-long", "words are longer than their place on a page"

    # Rounds
    WRONG_YEAR = "wrong-year", "a round says another year than its folder"
    BREAK_MISSING = "break-missing", "a question changed what it measures, and no break is noted"
    BREAK_NEEDLESS = "break-needless", "a break is noted where the question has not changed at all"

    # Tables, figures and chapters
    UNKNOWN_VARIABLE = "unknown-variable", "the series names a variable that no round asks"
    UNKNOWN_VARIABLE_IN_TABLE = "unknown-variable-in-table", "a table or figure shows a variable that there is not"
    UNKNOWN_VARIABLE_IN_TEXT = "unknown-variable-in-text", "a chapter looks up a variable that there is not"
    UNKNOWN_TABLE = "unknown-table", "a chapter or a figure names a table that there is not"
    UNKNOWN_FIGURE = "unknown-figure", "a chapter names a figure that there is not"
    DEAD_LINK = "dead-link", "a text links to a heading, table or figure that there is not"
    UNKNOWN_GROUPING = "unknown-grouping", "a table is made by a grouping that there is not"
    UNKNOWN_WORDS = "unknown-words", "a table asks for a base or a note that words.yaml does not have"
    UNKNOWN_FACT = "unknown-fact", "words in braces that nothing fills"
    NUMBER_TWICE = "number-twice", "two chapters, tables or figures have the same number, or chapters one address"
    NOT_PLACED = "not-placed", "a table or figure that its chapter does not place"
    PLACED_TWICE = "placed-twice", "a chapter places a table or figure a second time"
    NO_ALT_TEXT = "no-alt-text", "a figure tells nothing to those who do not see it"
    ALT_REPEATS_CAPTION = "alt-repeats-caption", "an alternative text says the caption once more"
    UNKNOWN_ROW = "unknown-row", "a row that the table does not have"
    UNKNOWN_COLUMN = "unknown-column", "a column that the table does not have"
    UNKNOWN_YEAR = "unknown-year", "a year that has no figure"
    BREAK_CROSSED = "break-crossed", "a change is told across a break of the series"
    WRONG_BASE = "wrong-base", "percentages are of others than the table says, or than elsewhere"
    CANNOT_BE_MADE = "cannot-be-made", "a table or figure that contradicts itself"
    WRONG_LOOK_UP = "wrong-look-up", "a look-up that there is not, or that is asked otherwise"
    TYPED_NUMBER = "typed-number", "a number is typed where it should be looked up"
    TYPED_FINDING = "typed-finding", "a chapter says by hand what only a test can tell"
    RANK_OF_HIDDEN = "rank-of-hidden", "words rank numbers that may be hidden, and do not ask whether all are shown"
    WRONG_TEMPLATE = "wrong-template", "the braces of a chapter or of a message cannot be read"

    # What printed reports say of the form
    UNKNOWN_CODE_IN_CATALOGUE = "unknown-code-in-catalogue", "the catalogue names a question that there is not"
    UNKNOWN_CODE_IN_CLAIMS = "unknown-code-in-claims", "a claim about replies names what the form does not have"

    # Places
    UNKNOWN_PLACE = "unknown-place", "a code or a group that the places do not have, or not on that day"
    PLACE_WITHOUT_GROUP = "place-without-group", "a unit belongs to no group of a grouping"
    PLACE_WITHOUT_INHABITANTS = "place-without-inhabitants", "inhabitants are missing where people live"
    PLACES_DO_NOT_ADD_UP = "places-do-not-add-up", "parts or weights do not make up their whole"
    NO_GROUPING_OF_ALL = "no-grouping-of-all", "no grouping takes in the whole country"
