"""A small made-up publication with every kind of block, table and figure, for the tests of the renderers."""

from kartlegg.language import Text
from kartlegg.report.blocks import (
    Bullets,
    Chapter,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    Run,
    TableBlock,
)
from kartlegg.tabulation.figure import Figure, Position
from kartlegg.tabulation.table import Cell, Column, Measure, Row, Status, Table

BASE = Text("Alle 8 enheter.", "All 8 units.")
SOURCE = Text("Kilde: Prøveundersøkelsen.", "Source: The trial survey.")
STUB = Text("Tjeneste", "Service")
OLD = Text("Kun psykisk helsearbeid", "Mental health only")
NEW = Text("Psykisk helse- og rusarbeid", "Mental health and substance use")
SERVICES = (
    ("housing", Text("Boliger med fast tilknyttet personell", "Housing with staff"), 3662.4),
    ("home", Text("Hjemmetjenester/ambulante tjenester for hjemmeboende personer", "Home services"), 1998.25),
    ("treatment", Text("Behandling, oppfølging, rehabilitering, koordinering/faglig ledelse", "Treatment"), 1825.0),
    ("daycentre", Text("Aktivitetssenter/dagsenter", "Day centre"), 858.5),
    ("activity", Text("Andre aktiviteter, kultur og fritidstilbud", "Other activities"), 217.75),
    ("work", Text("Kommunalt tilrettelagte arbeidstiltak", "Work measures"), 508.5),
)
YEARS = (2007, 2009, 2011, 2013, 2015, 2016, 2017, 2018, 2019, 2020, 2021)
COUNTIES = [
    "Oslo",
    "Innlandet",
    "Viken",
    "Vestfold_og_Telemark",
    "Agder",
    "Rogaland",
    "Vestland",
    "Møre_og_Romsdal",
    "Trøndelag",
    "Nordland",
    "Troms_og_Finnmark",
]


def _grid(count: int, width: int, of: float, status: Status = "A") -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(Cell(of * (1 + (r * 7 + c * 3) % 11 / 10), status) for c in range(width)) for r in range(count)
    )


def _years_columns() -> tuple[Column, ...]:
    years = (
        Column(f"y{year}", Text(str(year), str(year)), "fte", OLD if year < 2015 else NEW, gap_before=year == 2015)
        for year in YEARS
    )
    change = Text("Endring 2020–2021", "Change 2020–2021")
    return (
        *years,
        Column("change", Text("Årsverk", "FTE"), "change", change, 0, signed=True),
        Column("change_percent", Text("Prosent", "Per cent"), "percent_change", change, 1, signed=True),
    )


def _years_cells() -> tuple[tuple[Cell, ...], ...]:
    figures = [
        [of * (1 + 0.02 * i + (0.08 if year >= 2015 else 0)) for i, year in enumerate(YEARS)] for *_, of in SERVICES
    ]
    figures.append([sum(column) for column in zip(*figures, strict=True)])
    cells = []
    for r, line in enumerate(figures):
        statuses: list[Status] = ["U" if year == 2020 else "I" if year == 2021 else "A" for year in YEARS]
        row = [Cell(value, status) for value, status in zip(line, statuses, strict=True)]
        if r == 5:
            row[1] = Cell(None, "M")
        difference = (line[-1] - line[-2]) * (-1) ** r
        cells.append((*row, Cell(difference, "U"), Cell(100 * difference / line[-2], "U")))
    return tuple(cells)


def years_table(number: str = "4.5") -> Table:
    """FTE by service and year with a break, an uncertain year, a year not asked and change columns."""
    rows = (
        *(Row(code, label) for code, label, _ in SERVICES),
        Row("total", Text("Totalt voksne", "All adults"), "total"),
    )
    return Table(
        number,
        Text(
            "Årsverk i tjenester til voksne, etter tjeneste. 2007–2021",
            "Full-time equivalents in services for adults, by service. 2007–2021",
        ),
        STUB,
        rows,
        _years_columns(),
        _years_cells(),
        BASE,
        SOURCE,
        (
            Text(
                "Fra 2015 er rusarbeid med: tallene før og etter kan ikke sammenliknes.", "Substance use from 2015."
            ),
            Text("Tallene for 2020 er usikre.", "The figures of 2020 are uncertain."),
        ),
    )


def rates_table(number: str = "5.4") -> Table:
    """Counts and rates by county with groups of columns."""
    labels = [Text(name.replace("_", " ")) for name in COUNTIES]
    rows = (
        *(Row(f"c{i:02}", label) for i, label in enumerate(labels)),
        Row("total", Text("Totalt", "Total"), "total"),
    )
    fte, rate = Text("Årsverk", "FTE"), Text("Årsverk per 10 000 innbyggere", "FTE per 10 000 inhabitants")
    groups = (
        ("children", Text("Barn og unge", "Children")),
        ("adults", Text("Voksne", "Adults")),
        ("all", Text("Totalt", "All")),
    )
    columns = tuple(
        Column(f"{kind}_{code}", label, measure, head, decimals)
        for kind, measure, head, decimals in _kinds(fte, rate)
        for code, label in groups
    )
    cells = tuple(
        tuple(Cell(v.value if c < 3 else (v.value or 0) / 12.7) for c, v in enumerate(line))
        for line in _grid(len(rows), 6, 204.5)
    )
    return Table(
        number,
        Text("Årsverk og årsverk per 10 000 innbyggere, etter fylke. 2021", "FTE by county. 2021"),
        Text("Fylke", "County"),
        rows,
        columns,
        cells,
        BASE,
        SOURCE,
    )


def _kinds(fte: Text, rate: Text) -> tuple[tuple[str, Measure, Text, int], ...]:
    return (("fte", "fte", fte, 0), ("rate", "rate", rate, 0))


def units_table(number: str = "D", count: int = 60) -> Table:
    """A long table: one row a unit, some carried, agencies without a rate."""
    rows = tuple(
        Row(f"{1101 + i}", Text(f"Kommune {i:03} på vestsida"), detail=Text(f"{1101 + i}")) for i in range(count)
    )
    columns = (
        Column("fte_total", Text("Totalt", "All"), "fte", Text("Årsverk", "FTE")),
        Column("fte_adults", Text("Voksne", "Adults"), "fte", Text("Årsverk", "FTE")),
        Column("rate_total", Text("Totalt", "All"), "rate", Text("Årsverk per 10 000 innbyggere", "FTE per 10 000")),
        Column("population", Text("Alle", "All"), "count", Text("Innbyggere", "Inhabitants")),
    )
    cells = tuple(
        (
            Cell(5 + i * 1.7, "I" if i % 9 == 0 else "A"),
            Cell(4 + i * 1.2),
            Cell(None if i == 7 else 20 + i % 30),
            Cell(900 + i * i * 9),
        )
        for i in range(count)
    )
    return Table(
        number,
        Text("Årsverk i hver kommune. 2021", "FTE by municipality. 2021"),
        Text("Enhet", "Unit"),
        rows,
        columns,
        cells,
        BASE,
        SOURCE,
    )


def _words(nb: str, en: str) -> dict[str, Text]:
    return {
        "title": Text(nb, en),
        "subtitle": Text("Årsverk, 2021. Alle 8 enheter", "Full-time equivalents, 2021. All 8 units"),
        "alt": Text(
            f"Figuren viser at {nb.lower()}. Høyest er 5 375, lavest 217.",
            f"The figure shows: {en}. Highest 5,375, lowest 217.",
        ),
    }


def share_table(number: str = "4.1") -> Table:
    """Shares of one year, for bars; and of five years, for stacked bars."""
    total = sum(value for *_, value in SERVICES)
    rows = tuple(Row(code, label) for code, label, _ in SERVICES)
    columns = tuple(
        Column(f"{group}_{year}", Text(str(year)), "percent", Text(group_nb, group), 0)
        for group, group_nb in (("adults", "Voksne"), ("children", "Barn og unge"))
        for year in (2019, 2020, 2021)
    )
    cells = tuple(
        tuple(Cell(100 * value / total, "U" if i % 3 == 1 else "A") for i in range(6)) for *_, value in SERVICES
    )
    return Table(number, Text("Prosent av årsverkene", "Per cent of FTE"), STUB, rows, columns, cells, BASE, SOURCE)


def figures() -> tuple[Figure, ...]:
    """One figure of each kind."""
    bars, stacked = _share_figures()
    return (bars, _lines(), _panels(), stacked, _map())


def _map() -> Figure:
    rates, units = rates_table(), units_table("5.6")
    positions = {
        row.code: Position(5 + (i * 37 % 250) / 10, 58 + (i * 53 % 130) / 10, "Oslo" if i > 50 else None)
        for i, row in enumerate(units.rows)
    }
    counties = Figure(
        "5.6-2",
        "dots",
        rates,
        ("rate_all",),
        **_words("Flest årsverk i nord", "Most FTE in the north"),
        size_column="fte_all",
        positions={f"c{i:02}": Position(6 + i * 2, 58.5 + i * 1.1) for i in range(11)},
        view=Text("Fylker", "Counties"),
    )
    return Figure(
        "5.6",
        "dots",
        units,
        ("rate_total",),
        **_words("Små kommuner har flest", "Small municipalities have most"),
        size_column="population",
        positions=positions,
        view=Text("Kommuner", "Municipalities"),
        alternatives=(counties,),
    )


def _share_figures() -> tuple[Figure, Figure]:
    shares = share_table()
    title = _words("Flest årsverk går til boliger", "Most FTE go to housing")
    bars = Figure("4.1", "bars", shares, ("adults_2021",), **title, highlight=("housing",), sort=True)
    columns = tuple(c.code for c in shares.columns)
    title = _words("Fordelingen er stabil", "The distribution is stable")
    return bars, Figure("6.1", "stacked", shares, columns, **title, uncertain=(2020,))


def _lines() -> Figure:
    years = years_table()
    series = tuple(c.code for c in years.columns if c.code.startswith("y"))
    title = _words("Boliger vokser", "Housing grows")
    return Figure("4.2", "lines", years, series, **title, highlight=("housing",), breaks=(2015,), uncertain=(2020,))


def _panels() -> Figure:
    columns = ("rate_children", "rate_adults", "rate_all")
    title = _words("Viken ligger lavest", "Viken is lowest")
    return Figure("5.2", "panels", rates_table(), columns, **title, highlight=("c02",), sort=True)


TEXT = Paragraph(
    (
        Run("Det ble rapportert "),
        Run("16 792 årsverk", strong=True),
        Run(" i 2021, se "),
        Run("tabell 4.5", href="#tabell-4.5"),
        Run(
            ". Av dem gikk 78 prosent til voksne, og veksten var på 1,3 prosent fra året før. "
            "Kommunene teller selv, og tallene egner seg ikke til å rangere dem."
        ),
    )
)


def _national() -> Chapter:
    bars, lines, _, stacked, _ = figures()
    return Chapter(
        "4",
        "nasjonale-tall",
        Text("Nasjonale tall", "National figures"),
        (
            Heading(1, "Nasjonale tall", "kapittel-4", "4"),
            Paragraph((Run("Antall årsverk økte med 125, 1,0 prosent."),), lead=True),
            Heading(2, "Årsverk fordelt på tjenester", "arsverk-fordelt-pa-tjenester", "4.1"),
            TEXT,
            TableBlock(years_table(), "tabell-4.5", wide=True),
            FigureBlock(bars, "figur-4.1"),
            Bullets(((Run("Boliger: 40 prosent"),), (Run("Hjemmetjenester: 21 prosent"),))),
            FigureBlock(lines, "figur-4.2"),
            Heading(3, "Forløp", "forlop", ""),
            TEXT,
            FigureBlock(stacked, "figur-6.1"),
        ),
    )


def _counties() -> Chapter:
    _, _, panels, _, dots = figures()
    return Chapter(
        "5",
        "fylker",
        Text("Årsverk etter fylke", "FTE by county"),
        (
            Heading(1, "Årsverk etter fylke", "kapittel-5", "5"),
            TEXT,
            TableBlock(rates_table(), "tabell-5.4"),
            FigureBlock(panels, "figur-5.2"),
            FigureBlock(dots, "figur-5.6"),
        ),
    )


def document() -> Document:
    """Return the publication."""
    appendix = Chapter(
        "D",
        "vedlegg-d",
        Text("Vedlegg D: Grunnlagsdata", "Appendix D: Data by unit"),
        (Heading(1, "Grunnlagsdata", "vedlegg-d", "D"), TEXT, TableBlock(units_table(), "tabell-D")),
    )
    return Document(
        title=Text("Kommunalt psykisk helse- og rusarbeid", "Municipal mental health and substance use services"),
        subtitle=Text("Årsverk, kompetanse og innhold i tjenestene 2021", "Staff, competence and content 2021"),
        survey="IS-24/8",
        year=2021,
        made_on="2021-07-01",
        version="0.1.0",
        chapters=(_national(), _counties(), appendix),
        attribution=(
            Text("Kilde: Statistisk sentralbyrå (SSB), tabell 07459 og 10826; SKDE; kart: © Kartverket (CC BY 4.0)"),
        ),
        synthetic=Text("Svarene er delvis konstruert og skal ikke siteres.", "The replies are made up in part."),
    )
