"""Who is asking: on a laptop one learner, known to the server, behind a key that the browser keeps as a cookie."""

import hashlib
import hmac
from typing import Literal

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import RequestHandler
from traitlets import Unicode


class LaptopIdentity(IdentityProvider):
    """Let in whoever holds the key of this run, always as the one learner of this run.

    The name never comes from the request: not from a header, the query string or the cookie. The key stops other
    accounts of the same machine, which can reach the loopback address too.
    """

    learner = Unicode(help="name of the learner").tag(config=True)

    @property
    def auth_enabled(self) -> Literal[True]:
        """Authentication is never off."""
        return True

    @property
    def _proof(self) -> str:
        return hashlib.sha256(self.token.encode()).hexdigest()

    async def get_user(self, handler: RequestHandler) -> User | None:
        """Return the learner if the request carries the key or the cookie made from it, else None."""
        given = handler.get_query_argument("token", "") or self._header_token(handler)
        if given and hmac.compare_digest(given.encode(), self.token.encode()):
            # A request with the key in it was not made by another site's page on the learner's behalf.
            handler._token_authenticated = True  # pyright: ignore[reportAttributeAccessIssue]  # noqa: SLF001 (jupyter_server's own flag: such a request needs no _xsrf)
            if handler.request.method == "GET":
                self._keep(handler)
            return User(self.learner)
        cookie = handler.get_signed_cookie(self.get_cookie_name(handler), max_age_days=31)
        if cookie and hmac.compare_digest(cookie, self._proof.encode()):
            return User(self.learner)
        return None

    def _keep(self, handler: RequestHandler) -> None:
        name = self.get_cookie_name(handler)
        handler.set_signed_cookie(name, self._proof, httponly=True, samesite="Lax", path="/")

    @staticmethod
    def _header_token(handler: RequestHandler) -> str:
        scheme, _, token = handler.request.headers.get("Authorization", "").partition(" ")
        return token.strip() if scheme.lower() in ("token", "bearer") else ""

    def get_handlers(self) -> list[tuple[str, object]]:
        """Offer no log-in form: the printed address is the only way in."""
        return []
