"""The group of commands: what they share, and what becomes of an error. A command itself may not enter."""

from importlib import import_module
from pathlib import Path

import click

from kartlegg import __version__
from kartlegg.cli.arguments import folder
from kartlegg.errors import KartleggError

DEFAULT_SURVEY = Path("survey/is248")
DEFAULT_WORKSPACE = Path("build/demo")

COMMANDS = {
    "check": "check:check",
    "counts": "counts:counts",
    "coverage": "coverage:coverage",
    "form": "form:form",
    "codebook": "codebook:codebook",
    "sample": "sample:sample",
    "import": "take_in:take_in",
    "edit": "edit:edit",
    "seal": "seal:seal",
    "run": "run:run",
    "trace": "trace:trace",
    "tables": "tables:tables",
    "table": "table:table",
    "figure": "figure:figure",
    "report": "report:report",
    "compare": "compare:compare_command",
    "audit": "audit:audit_command",
    "serve": "serve:serve",
}
"""The commands in the order of the work, each with its module and the function there."""


class Front(click.Group):
    """The group of commands; turns what Kartlegg refuses into a message and an exit code, never a traceback.

    A command is loaded when it is asked for: what one of them needs, the others need not wait for.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command, from the module of its name; None where there is none."""
        if name not in COMMANDS:
            return super().get_command(ctx, name)
        module, _, function = COMMANDS[name].partition(":")
        command: click.Command = getattr(import_module(f"kartlegg.cli.{module}"), function)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. `--debug` lets the traceback through."""
        try:
            return super().invoke(ctx)
        except KartleggError as error:
            if ctx.params.get("debug"):
                raise
            for line in str(error).splitlines():
                click.echo(line, err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            what = str(error) if isinstance(error, OSError) else f"a fault of the program ({error!r})"
            click.echo(f"kartlegg: {what}; --debug shows where", err=True)
            ctx.exit(1)


@click.group(cls=Front, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--survey", type=folder, default=DEFAULT_SURVEY, envvar="KARTLEGG_SURVEY", show_default=True)
@click.option("--workspace", type=folder, default=DEFAULT_WORKSPACE, show_default=True)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(__version__)
@click.pass_context
def main(ctx: click.Context, survey: Path, workspace: Path, *, debug: bool) -> None:
    """Run a national survey from the questionnaire to the published report."""
    ctx.obj = {"survey": survey, "workspace": workspace, "debug": debug}
