"""A panel that exchanges only messages with the browser, so that a forged client can set no trait."""

import logging
from typing import Any

from calcinosis.errors import CalcinosisError
from calcinosis.panels.shared.base import Panel
from calcinosis.quiz.recorded import Unreachable

_LOG = logging.getLogger(__name__)


class Page(Panel):
    """A whole page, or a part of one, that answers messages.

    Nothing the browser sends is ever written to a trait: ``set_state`` (the usual way, which would overwrite even
    read-only traits) does nothing. A message that is not understood has no effect and shows no traceback.
    """

    def set_state(self, sync_data: Any) -> None:  # noqa: ANN401 - whatever a client sends
        """Ignore what a client asks the traits to be."""

    def _handle_custom_msg(self, content: Any, buffers: Any) -> None:  # noqa: ANN401 - whatever a client sends
        del buffers
        try:
            reply = self._reply(content) if isinstance(content, dict) else None
        except Unreachable as error:
            reply = {"type": "failed", "n": number_of(content), "why": error.plain, "again": True}
        except CalcinosisError as error:
            reply = {"type": "failed", "n": number_of(content), "why": str(error)}
        except Exception:  # noqa: BLE001 - ipywidgets would send the traceback, paths and all, to the browser
            _LOG.warning("%s could not answer a message", type(self).__name__, exc_info=True)
            reply = {"type": "failed", "n": number_of(content), "why": "This could not be done."}
        if reply is not None:
            self.send(reply)

    def _reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        """Answer one message; None sends no answer."""
        raise NotImplementedError


def number_of(message: dict[str, Any]) -> int | None:
    """Return the number by which the browser will recognise the answer."""
    number = message.get("n")
    return number if isinstance(number, int) else None
