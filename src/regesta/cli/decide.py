"""`regesta decide`: what a person knows about two records, kept so that it is asked once."""

from collections.abc import Callable

import click

from regesta.pipeline.decisions import DECISIONS_FILE, VERDICTS, write_decision
from regesta.settings import Settings


@click.command(short_help="Say whether two records are of one publication.")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.argument("first")
@click.argument("second")
@click.option("--remark", default="", help="Why, or who has decided; it is kept with the verdict.")
@click.pass_obj
def decide(
    settings_of: Callable[[], Settings], verdict: str, first: str, second: str, remark: str
) -> None:
    """Say whether the records FIRST and SECOND are of the SAME publication or of DIFFERENT ones.

    The next build follows the decision and does not ask again. FIRST and SECOND are what the
    addresses of the two records end in; findings name them.

    \b
    Example: regesta decide same iom-list-12 loc-2016012345
    Example: regesta decide different a-guide a-guide-2 --remark "second edition"
    """
    data = settings_of().data
    write_decision(data, verdict, first, second, remark)
    click.echo(f"Kept in {data / DECISIONS_FILE}; the next “regesta build” follows it.")
