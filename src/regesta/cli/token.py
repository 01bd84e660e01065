"""`regesta token`: who may write over HTTP, and what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import click

from regesta.settings import Settings
from regesta.tokens.token import Token, check_name, check_scope, hash_secret, new_secret
from regesta.tokens.token_file import TokenFile


@click.group(short_help="Say who may write over HTTP, and what.")
def token() -> None:
    """Make, list, rotate and revoke the tokens that allow to write over HTTP.

    Without one, nothing can be written. The service takes up a change at once.
    """


@token.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    help="publication:write, or publication:write:NAME for names that begin so; may be repeated.",
)
@click.option(
    "--expires", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which it is good."
)
@click.pass_obj
def add(
    settings_of: Callable[[], Settings],
    name: str,
    scopes: tuple[str, ...],
    expires: datetime | None,
) -> None:
    """Make a token called NAME and show it, this once.

    The name stands in the change log with all that is written by it.
    """
    secret = new_secret()
    made = Token(
        check_name(name),
        hash_secret(secret),
        tuple(map(check_scope, scopes)),
        _today(),
        expires.date().isoformat() if expires else "",
    )
    TokenFile(settings_of().releases).add(made)
    _show(secret)


@token.command("list")
@click.pass_obj
def list_tokens(settings_of: Callable[[], Settings]) -> None:
    """Show the names of all tokens, what each may write, and until when."""
    now = datetime.now(UTC)
    for each in TokenFile(settings_of().releases).tokens():
        end = f"until {each.expires}" if each.expires else "no end"
        mark = "" if each.is_good(now) else "  (expired)"
        click.echo(f"{each.name}  {', '.join(each.scopes)}  since {each.created}, {end}{mark}")


@token.command()
@click.argument("name")
@click.pass_obj
def rotate(settings_of: Callable[[], Settings], name: str) -> None:
    """Give the token NAME another secret, and show that; the one before is good no more."""
    file, secret = TokenFile(settings_of().releases), new_secret()
    file.replace(replace(file.get(name), sha256=hash_secret(secret), created=_today()))
    _show(secret)


@token.command()
@click.argument("name")
@click.pass_obj
def revoke(settings_of: Callable[[], Settings], name: str) -> None:
    """Forget the token NAME: nothing can be written by it any more."""
    TokenFile(settings_of().releases).revoke(name)
    click.echo(f"The token “{name}” is good no more.")


def _show(secret: str) -> None:
    click.echo(secret)
    click.echo("Keep it safe: it is not shown again, only its hash is kept.", err=True)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
