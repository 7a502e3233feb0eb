"""The page server of the course with a class of learners: whoever holds a key is its learner. For tests only."""

import re
import sys

from jupyter_server.auth.identity import User

from calcinosis.serving import guard
from calcinosis.serving.identity import LaptopIdentity
from calcinosis.serving.settings import ServeSettings
from calcinosis.serving.voila_app import configure, start

KEY = re.compile(r"key-of-([a-z0-9]+)")


class ManyLearners(LaptopIdentity):
    async def get_user(self, handler):
        known = KEY.fullmatch(self._header_token(handler))
        if known is None:
            return await super().get_user(handler)
        handler._token_authenticated = True
        return User(known[1])


def main():
    run = ServeSettings.read()
    settings = configure(run)
    settings["Voila"]["identity_provider_class"] = ManyLearners
    settings["ManyLearners"] = settings["LaptopIdentity"]
    if "--unguarded" in sys.argv:  # what the tests of the guard must see fail
        stock = guard.GuardedConnection.__mro__[1]
        settings["Voila"]["kernel_websocket_connection_class"] = stock
        guard.GuardedHandler.pre_get = guard.VoilaKernelWebsocketHandler.pre_get
        guard.GuardedHandler.write_message = guard.VoilaKernelWebsocketHandler.write_message
        guard.GuardedHandler.select_subprotocol = guard.VoilaKernelWebsocketHandler.select_subprotocol
    start(run, settings)


if __name__ == "__main__":
    main()
