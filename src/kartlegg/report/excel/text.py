"""What stands on the sheets of the Excel edition besides numbers: method in short. No layout may enter."""

from kartlegg.language import Text

METHOD: tuple[Text, ...] = (
    Text(
        "Cellene inneholder de eksakte tallene. De vises med like mange desimaler som i rapporten.",
        "Cells hold exact figures, shown with as many decimals as in the report.",
    ),
    Text(
        "Tallene er avrundet først når de vises, én gang, og halve rundes bort fra null. "
        "Derfor kan summen av viste tall avvike fra den viste summen.",
        "Figures are rounded once, when shown, halves away from zero. Shown figures may not add up to the shown sum.",
    ),
    Text(
        "Enheter som ikke har svart, er med med tallet fra forrige runde. Slike tall er merket [i].",
        "Units that did not reply are included with the figure of the last round, marked [i].",
    ),
    Text(
        "Tall per 10 000 innbyggere er summen for gruppen delt på alle innbyggerne i gruppen.",
        "Figures per 10,000 inhabitants are the sum of the group over all inhabitants of the group.",
    ),
    Text(
        "Over hver tabell står hvem tallene gjelder, og hvor de kommer fra.",
        "Whom the figures are of and where they come from stands above each table.",
    ),
)

WHERE = Text(
    "Et tegn i kolonnehodet gjelder hele kolonnen. Tegn for enkelte tall står i siste kolonne.",
    "A mark in a column head holds for the whole column. Marks of single figures stand in the last column.",
)
