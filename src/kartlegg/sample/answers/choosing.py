"""Which unit gives which answer: the counts of every cell exactly, those that lean to an answer first.

What print leaves open is made up here. Method: docs/method/sample.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kartlegg.errors import NoFitError
from kartlegg.questionnaire.variables import Variable
from kartlegg.sample.answers.blanks import Blanks
from kartlegg.sample.answers.boxes import Exchange, Target, give_out
from kartlegg.sample.answers.categories import NO_ANSWER, TICKED, Range
from kartlegg.sample.answers.cells import Part, Wholes
from kartlegg.sample.answers.claims import Claim
from kartlegg.sample.answers.counting import Counts, Together
from kartlegg.sample.answers.dealing import deal
from kartlegg.sample.answers.leanings import Leanings
from kartlegg.sample.answers.numbers import numbers_of
from kartlegg.sample.answers.panel import Mask
from kartlegg.sample.answers.replies import Replies
from kartlegg.sample.answers.settling import Settling
from kartlegg.sample.answers.shares import answering, direction
from kartlegg.sample.answers.structure import Structure
from kartlegg.sample.answers.words import Words
from kartlegg.sample.proportion import share_out


@dataclass
class Choosing:
    """Gives every unit its answers, variable after variable in the order of the form.

    `limits` says of a number which figure of the same unit it is a part of.
    """

    structure: Structure
    counted: Sequence[tuple[Part, Counts]]
    limits: Mapping[str, str]
    words: Words
    chance: np.random.Generator
    replies: Replies = field(init=False)
    leanings: Leanings = field(init=False)
    blanks: Blanks = field(init=False)
    themes: dict[str, dict[int, str]] = field(default_factory=dict)
    _parts: dict[str, tuple[Part, Counts]] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with no answers."""
        self.replies = Replies(self.structure)
        self.leanings = Leanings(self.structure.panel, self.chance)
        self.blanks = Blanks(self.structure.panel.size)
        self._parts = {code: (part, counts) for part, counts in self.counted for code in part.variables}

    def answer_all(self) -> Replies:
        """Answer everything and return the replies; raises NoFitError where too few units are left to answer."""
        done: set[str] = set()
        for code, variable in self.structure.variables.items():
            if code in done:
                continue
            boxes = self.structure.boxes.get(code, (code,))
            done.update(boxes)
            is_open = np.logical_or.reduce([self.replies.open_to(box) for box in boxes])
            cell, counts = self._counts(code, is_open)
            wanted = np.sum(list(counts.values()), axis=0)
            answering_units = self._respondents(variable, is_open, cell, wanted)
            if variable.type == "tick":
                self._tick(boxes, is_open, cell, answering_units)
            else:
                self._choose(variable, cell, counts, answering_units)
        self._settle()
        return self.replies

    def _settle(self) -> None:
        """Hold conditions on several questions to their printed counts."""
        claims = [
            claim
            for part, _ in self.counted
            for claim in part.claims
            if any(not self.structure.is_counted(rule) for rule in claim.conditions)
        ]
        cells = {code: counts.cells[code] for part, counts in self.counted for code in part.variables}
        Settling(self.replies, claims, cells, self.chance).settle()

    def _counts(self, code: str, is_open: Mask) -> tuple[Wholes, dict[str, Wholes]]:
        """Return the cell of each unit, and the units of each category that answers: printed, or made up."""
        if code in self._parts:
            _, counts = self._parts[code]
            return counts.cells[code], {one: of for one, of in counts.of[code].items() if one not in NO_ANSWER}
        panel, variable = self.structure.panel, self.structure.variables[code]
        usual = is_open & ~panel.quiet & ~panel.silent
        shares = self.structure.shares(code, self.chance)
        dealt = share_out(round(answering(variable) * int(usual.sum())), np.array(list(shares.values())))
        made = {one: np.array([0, count], dtype=np.int64) for one, count in zip(shares, dealt.tolist(), strict=True)}
        return usual.astype(np.int64), made

    def _respondents(self, variable: Variable, is_open: Mask, cell: Wholes, wanted: Wholes) -> list[list[int]]:
        """Return the units of each cell that answer, the most willing; who left much blank is more so."""
        willing, chosen = self.leanings.willing(variable) + self.blanks.owed(variable.question), []
        for number, count in enumerate(wanted.tolist()):
            units = np.flatnonzero(is_open & (cell == number))
            if len(units) < count:
                raise NoFitError(f"{variable.code}: {count} must answer, and it is open to {len(units)} of them")
            chosen.append(units[np.argsort(-willing[units], kind="stable")][:count].tolist())
        if variable.type != "text":  # most open questions are left blank by most
            self.blanks.count(is_open, np.isin(np.arange(len(cell)), [unit for some in chosen for unit in some]))
        return chosen

    def _choose(self, variable: Variable, cell: Wholes, counts: Mapping[str, Wholes], units: list[list[int]]) -> None:
        """Give each unit that answers its option, number or text."""
        leaning = self.leanings.of(variable)
        order = direction(self.structure.questionnaire, variable) if variable.type == "choice" else "rising"
        chosen: dict[int, str] = {}
        for number, some in enumerate(units):
            wanted = {category: int(of[number]) for category, of in counts.items()}
            for category, places in deal(variable, order, wanted, leaning[some], self.chance).items():
                chosen |= {some[place]: category for place in places}
        match variable.type:
            case "number":
                self._number(variable, chosen)
            case "text":
                for unit, theme in self._themes(variable.code, sorted(chosen)).items():
                    self.replies.of[unit][variable.code] = self.words.text(variable, unit, theme)
            case _:
                for unit, category in chosen.items():
                    self.replies.of[unit][variable.code] = category

    def _themes(self, code: str, units: Sequence[int]) -> dict[int, str]:
        """Return the theme of each text where print tells how many texts have which; none elsewhere."""
        claims = self._parts[code][0].claims if code in self._parts else ()
        coded = [one for one in claims if one.measure == "coded" and one.of == code]
        if not coded:
            return dict.fromkeys(units, "")
        themes = [one.theme for one in coded for _ in range(int(one.value))]
        self.themes[code] = dict(
            zip(units, (themes[place] for place in self.chance.permutation(len(units))), strict=True)
        )
        return self.themes[code]

    def _number(self, variable: Variable, chosen: Mapping[int, str]) -> None:
        known = self.structure.ranges[variable.code]
        within: dict[int, Range] = {unit: known[chosen[unit]] for unit in sorted(chosen)}
        claims: Sequence[Claim] = self._parts[variable.code][0].claims if variable.code in self._parts else ()
        printed = next((one for one in claims if one.measure == "sum" and one.of == variable.code), None)
        whole = self.limits.get(variable.code)
        limits = [_as_number(own.get(whole)) if whole else np.inf for own in self.replies.of]
        made = numbers_of(
            variable,
            within,
            printed,
            weights=self.leanings.amount(variable),
            limits=np.array(limits),
            chance=self.chance,
        )
        for unit, number in made.items():
            self.replies.of[unit][variable.code] = number

    def _tick(self, boxes: Sequence[str], is_open: Mask, cell: Wholes, respondents: list[list[int]]) -> None:
        """Give each unit that answers a list its ticks; boxes that it leaves empty are answered too."""
        units = [unit for some in respondents for unit in some]
        alone = [box in self.structure.exclusive for box in boxes]
        leanings = np.array([self.leanings.of(self.structure.variables[box]) for box in boxes]).T
        counts = [self._counts(box, is_open)[1][TICKED] for box in boxes]
        blocks = [
            give_out([int(of[number]) for of in counts], leanings[some], alone)
            for number, some in enumerate(respondents)
        ]
        ticks = np.concatenate(blocks)
        exchange = Exchange(
            ticks, cell[units], boxes, alone, self._targets(boxes, np.array(units, dtype=int)), self.chance
        )
        if not exchange.mend():
            told = "; ".join(str(target.condition) for target in exchange.targets)
            raise NoFitError(f"{boxes[0]}: no way was found to tick so many together: {told}")
        for unit, row in zip(units, exchange.ticks.astype(float).tolist(), strict=True):
            self.replies.of[unit] |= dict(zip(boxes, row, strict=True))

    def _targets(self, boxes: Sequence[str], units: Wholes) -> list[Target]:
        """Return how many of `units` must meet each condition on several of the boxes."""
        if boxes[0] not in self._parts:
            return []
        joint: Sequence[Together] = self._parts[boxes[0]][1].together
        return [
            Target(one.condition, one.cell[units] == number, int(count))
            for one in joint
            if one.boxes == boxes
            for number, count in enumerate(one.counts)
        ]


def _as_number(value: object) -> float:
    """Return the figure that a number is a part of, nothing where there is none."""
    return float(value) if isinstance(value, int | float) else 0.0
