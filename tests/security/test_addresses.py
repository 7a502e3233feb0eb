"""What the page server gives, to whom, and what it keeps to itself."""

import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import SimpleNamespace

import pytest
from page_server import LESSON, start_pages, stop_pages
from websockets.exceptions import InvalidStatus

from calcinosis.serving.voila_app import KERNEL_ID, CourseServer

OF_A_KERNEL = [("/voila/api/shutdown/", ""), ("/api/kernels/", ""), ("/api/kernels/", "/channels")]
MOUNTED = [rule[0] for rule in CourseServer.init_handlers(SimpleNamespace(static_paths=[], labextensions_path=[]))]
"""Every address that the server knows, as the pattern it is told by."""
UP = ["..", "%2e%2e", "..%2f..", "%2e%2e%2f%2e%2e", "....//", "%00", "%252e%252e", "..%5c.."]
OPEN_ENDED = [
    rule.removesuffix("(.*)").replace("[0-9a-f]{12}", "0123456789ab") for rule in MOUNTED if rule.endswith("(.*)")
]
FOLDERS = [
    *("/voila/render/lessons/", "/voila/render/quizzes/", "/voila/render/cases/"),
    *("/voila/course/0123456789ab/fonts/", "/voila/labextensions/0123456789ab/anywidget/static/"),
]
ROUTES = [*OPEN_ENDED, *FOLDERS]
NAMED = {"/", "/(lab|formgrader)/?", "/health", *(f"{start}{KERNEL_ID}{end}" for start, end in OF_A_KERNEL)}
"""The addresses that leave nothing open but the id of a kernel."""
NOT_MOUNTED = [
    "/voila/tree",
    "/voila/files/secret.txt",
    "/voila/files/quizzes/q.public.json",
    "/voila/api/contents",
    "/voila/api/contents/home.ipynb",
    "/api/contents",
    "/api/kernels",
    "/api/sessions",
    "/api/terminals",
    "/api/kernelspecs",
    "/api/spec.yaml",
    "/api",
    "/files/home.ipynb",
    "/nbconvert/html/home.ipynb",
    "/terminals/1",
    "/login",
    "/logout",
    "/voila/templates/course/static/course.css",
    "/voila/templates/lab/index.html.j2",
    "/voila/api/themes/x",
    "/static/x",
    "/voila/execution/00000000-0000-0000-0000-000000000000",
    "/voila/query/00000000-0000-0000-0000-000000000000",
]


def test_every_address_is_either_open_ended_and_tried_here_or_named():
    left = {rule for rule in MOUNTED if not rule.endswith("(.*)")}

    assert left == NAMED
    assert len(OPEN_ENDED) >= 5
    assert all(re.fullmatch(r"[/\w-]+/", route) for route in OPEN_ENDED)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("up", UP)
def test_no_address_reaches_a_file_beside_what_it_serves(pages, route, up):
    for target in ("secret.svg", "secret.txt", "quizzes/q.public.json", "home.ipynb", "etc/passwd"):
        for deep in (1, 4):
            answer = pages.ask(f"{route}{'/'.join([up] * deep)}/{target}")

            assert answer.status in (400, 403, 404)
            assert "SECRET" not in answer.text
            assert "/bin/" not in answer.text


@pytest.mark.parametrize("address", NOT_MOUNTED)
def test_nothing_else_of_voila_or_jupyter_is_mounted(pages, address):
    assert pages.ask(address).status == 404


@pytest.mark.parametrize(
    "address", ["/voila/static/0123456789ab/", "/voila/course/0123456789ab/fonts", "/voila/render/lessons"]
)
def test_no_folder_is_listed(pages, address):
    assert pages.ask(address).status == 404


@pytest.mark.parametrize(
    "address", ["/", f"/voila/render/{LESSON}", "/voila/render/home.ipynb", "/lab", "/nowhere", "/health"]
)
def test_without_the_key_nothing_is_shown_and_the_page_says_why(pages, address):
    answer = pages.ask(address, key=None)

    assert answer.status == 403
    assert "the address that was printed" in answer.text
    assert "Text of the lesson" not in answer.text


@pytest.mark.parametrize("key", ["wrong", "printed-ke", "printed-key2", "%00", "é"])
def test_a_wrong_key_opens_nothing(pages, key):
    assert pages.ask(f"/voila/render/{LESSON}?token={key}".replace("é", "%C3%A9"), key=None).status == 403


def test_the_printed_key_opens_the_page_and_is_kept_as_a_cookie(pages):
    answer = pages.ask("/voila/render/home.ipynb?token=printed-key", key=None)
    cookies = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    cookie = next(value for value in cookies if "username" in value)

    assert answer.status == 200
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "printed-key" not in cookie
    assert pages.ask("/voila/render/home.ipynb", key=None, headers={"Cookie": cookie.partition(";")[0]}).status == 200


def test_a_cookie_signed_by_another_server_opens_nothing(pages):
    forged = "2|1:0|10:1795257163|8:username|4:YWRh|b0ea02e2decdcf82abd491e0fe29709a79ade98487356d189d4b481f2aef1080"
    name = f"username-127-0-0-1-{pages.port}"

    assert pages.ask("/", key=None, headers={"Cookie": f'{name}="{forged}"'}).status == 403


def test_the_bare_address_leads_home_and_keeps_the_key_for_clients_without_cookies(pages):
    answer = pages.ask("/?token=printed-key", key=None)

    assert (answer.status, answer.getheader("Location")) == (302, "/voila/render/home.ipynb?token=printed-key")


def surroundings(pages, address, **more):
    text = pages.ask(address, **more).text
    start = text.index("vnd.voila.cell-output+json")
    output = json.loads(text[text.index("{", start) : text.index("</script>", start)])
    return output["data"]["application/json"]


@pytest.mark.parametrize(
    "headers",
    [
        {name: "teacher"}
        for name in (
            "X-Forwarded-User",
            "X-Quiz-User",
            "Remote-User",
            "X-Remote-User",
            "Calcinosis-Learner",
            "X-Course-User",
        )
    ],
)
def test_no_header_changes_who_the_learner_is(pages, headers):
    for address, key, learner in [("home.ipynb", "key-of-bob", "bob"), ("home.ipynb?token=printed-key", None, "ada")]:
        seen = surroundings(pages, f"/voila/render/{address}", key=key, headers=headers)

        assert seen["CALCINOSIS_LEARNER"] == learner
        assert "teacher" not in json.dumps(seen)


def test_no_query_changes_who_the_learner_is(pages):
    query = "?CALCINOSIS_LEARNER=teacher&learner=teacher&user=teacher&quiz=q"
    seen = surroundings(pages, f"/voila/render/feedback.ipynb{query}")

    assert seen["CALCINOSIS_LEARNER"] == "ada"
    assert seen["QUERY_STRING"] == "quiz=q"
    assert "teacher" not in json.dumps(seen)


@pytest.mark.parametrize("quiz", ["../q", "q%0aX=1", "Q", "q%26learner=x", "a" * 65])
def test_only_the_name_of_a_quiz_reaches_the_kernel(pages, quiz):
    assert "QUERY_STRING" not in surroundings(pages, f"/voila/render/feedback.ipynb?quiz={quiz}")


def test_a_kernel_knows_nothing_of_the_servers_secrets(pages):
    seen = json.dumps(surroundings(pages, "/voila/render/home.ipynb"))

    for secret in ("printed-key", pages.settings.cookie_secret, "hub-secret", "CALCINOSIS_SERVE", "settings.json"):
        assert secret not in seen


def test_a_kernel_answers_its_owner_only(pages):
    kernel = pages.open(key="key-of-ada")

    assert pages.ask(f"/api/kernels/{kernel}").status == 200
    assert pages.ask(f"/api/kernels/{kernel}", key="key-of-bob").status == 403
    with pytest.raises(InvalidStatus) as refused:
        pages.socket(kernel, key="key-of-bob")
    assert refused.value.response.status_code == 403
    assert pages.ask(f"/voila/api/shutdown/{kernel}", key="key-of-bob", method="POST", body="").status == 403
    assert pages.ask(f"/api/kernels/{kernel}").status == 200


def test_a_foreign_kernel_and_none_look_the_same(pages):
    foreign, none = pages.open(key="key-of-ada"), "00000000-0000-4000-8000-000000000000"

    answers = [pages.ask(f"/api/kernels/{kernel}", key="key-of-bob") for kernel in (foreign, none)]

    assert answers[0].status == answers[1].status == 403
    assert answers[0].text == answers[1].text


@pytest.mark.parametrize("method", ["DELETE", "POST", "PUT", "PATCH"])
def test_a_kernel_can_only_be_asked_about(pages, method):
    kernel = pages.open()

    assert pages.ask(f"/api/kernels/{kernel}", method=method, body="").status in (404, 405)
    assert pages.ask(f"/api/kernels/{kernel}").status == 200


def test_another_site_cannot_end_a_page(pages):
    kernel = pages.open()
    cookie = pages.ask("/?token=printed-key", key=None).getheader("Set-Cookie").partition(";")[0]

    answer = pages.ask(f"/voila/api/shutdown/{kernel}", key=None, method="POST", body="", headers={"Cookie": cookie})

    assert answer.status == 403
    assert pages.ask(f"/api/kernels/{kernel}").status == 200


def test_a_page_that_is_left_ends_its_kernel_at_once(pages):
    opened = pages.ask("/voila/render/home.ipynb?token=printed-key", key=None)
    kernel = opened.text.partition('"kernelId": "')[2][:36]
    cookies = [value.partition(";")[0] for name, value in opened.getheaders() if name.lower() == "set-cookie"]
    xsrf = next(value for value in cookies if value.startswith("_xsrf")).partition("=")[2]
    headers = {"Cookie": "; ".join(cookies), "Content-Type": "application/x-www-form-urlencoded"}

    answer = pages.ask(
        f"/voila/api/shutdown/{kernel}",
        key=None,
        method="POST",
        body=f"_xsrf={xsrf.replace('|', '%7C')}",
        headers=headers,
    )

    assert answer.status == 204
    assert pages.ask(f"/api/kernels/{kernel}").status == 403


def test_a_websocket_from_another_site_is_refused(pages):
    kernel = pages.open()
    cookie = pages.ask("/?token=printed-key", key=None).getheader("Set-Cookie").partition(";")[0]
    headers = {"Cookie": cookie}
    with pages.socket(kernel, headers=headers, origin=f"http://127.0.0.1:{pages.port}") as own:
        assert own.subprotocol
    with pytest.raises(InvalidStatus) as refused:
        pages.socket(kernel, headers=headers, origin="http://elsewhere.example")

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "192.168.1.5"])
@pytest.mark.parametrize("address", ["/", "/voila/render/home.ipynb", "/lab", "/health", "/nowhere"])
def test_a_name_that_another_site_made_lead_here_opens_nothing(pages, address, host):
    answer = pages.ask(address, headers={"Host": f"{host}:{pages.port}"})

    assert answer.status == 403
    assert host not in str(answer.getheaders())


def test_what_stands_in_the_place_of_the_key_goes_into_no_header_of_its_own(pages):
    answer = pages.ask("/?token=a%0d%0aX-Mine:%20yes")

    assert answer.status == 302
    assert answer.getheader("X-Mine") is None


def test_a_body_larger_than_any_page_sends_is_not_even_read(pages):
    before = pages.memory()
    address = "/voila/api/shutdown/00000000-0000-4000-8000-000000000000"
    with socket.create_connection(("127.0.0.1", pages.port), timeout=60) as client:
        client.sendall(f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000000\r\n\r\n".encode())
        with suppress(OSError):
            for _ in range(90):
                client.sendall(b"x" * 1_000_000)
        with pytest.raises(OSError, match=r"reset|closed|Broken"):
            client.sendall(b"x")

    assert pages.memory() - before < 20e6


def test_who_never_ends_a_request_is_not_waited_for_for_ever(pages):
    limits = CourseServer.listen.__globals__

    assert limits["HEADER_LIMIT"] <= 60
    assert limits["BODY_LIMIT"] <= 60
    with socket.create_connection(("127.0.0.1", pages.port), timeout=60) as client:
        client.sendall(b"POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\nx")

        assert client.recv(1000) == b""


def test_one_learner_does_not_take_the_places_of_a_class(pages):
    greedy = {"key": "key-of-greedy"}
    with ThreadPoolExecutor(12) as many:
        answers = list(many.map(lambda _: pages.ask(f"/voila/render/{LESSON}", **greedy), range(36)))
    kernels = [match[1] for each in answers if (match := re.search(r'"kernelId": "([0-9a-f-]+)"', each.text))]

    assert len(kernels) == 30
    assert sorted({each.status for each in answers}) == [200, 429]
    assert all("Close pages" in each.text for each in answers if each.status == 429)
    assert pages.ask(f"/voila/render/{LESSON}").status == 200
    for kernel in kernels:
        assert pages.ask(f"/voila/api/shutdown/{kernel}", method="POST", body="", **greedy).status == 204


def test_a_head_request_starts_no_kernel(pages):
    before = pages.kernels()

    answer = pages.ask(f"/voila/render/{LESSON}", method="HEAD")

    assert answer.status == 405
    assert pages.kernels() == before


@pytest.mark.parametrize("query", ["?template=lab", "?theme=dark", "?strip_sources=False", "?show_tracebacks=1"])
def test_an_address_cannot_change_how_a_page_is_made(pages, query):
    answer = pages.ask(f"/voila/render/{LESSON}{query}")

    assert 'data-page="lesson"' in answer.text
    assert "anywidget.AnyWidget" not in answer.text


def test_a_cell_that_fails_shows_neither_its_code_nor_a_traceback(pages):
    answer = pages.ask("/voila/render/lessons/02-broken.ipynb")

    assert "data-failed" in answer.text
    assert "Text of the lesson" in answer.text
    for inside in ("ZeroDivisionError", "Traceback", "1/0", "site-packages"):
        assert inside not in answer.text


def test_prompts_and_answer_cells_of_a_quiz_are_neither_shown_nor_run(pages):
    answer = pages.ask("/voila/render/quizzes/q.ipynb")

    assert "the quiz" in answer.text
    assert "SECRET" not in answer.text
    assert "data-failed" not in answer.text


def test_every_page_keeps_itself_to_this_server(pages):
    answer = pages.ask(f"/voila/render/{LESSON}")
    policy = answer.getheader("Content-Security-Policy")

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "http" not in policy
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert "https://" not in answer.text


def test_an_error_page_tells_what_to_do_and_nothing_of_the_inside(pages):
    answer = pages.ask("/voila/render/lessons/99-none.ipynb")

    assert answer.status == 404
    assert "There is no such page" in answer.text
    assert "Open the course" in answer.text
    assert "Traceback" not in answer.text


def test_files_that_never_change_are_kept_by_the_browser_and_travel_compressed(pages):
    page = pages.ask(f"/voila/render/{LESSON}").text
    address = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]

    answer = pages.ask(address, key=None, headers={"Accept-Encoding": "gzip"})

    assert answer.getheader("Content-Encoding") == "gzip"
    assert "immutable" in answer.getheader("Cache-Control")
    assert pages.ask(address, key=None, headers={"If-None-Match": answer.getheader("ETag")}).status == 304


def test_kernels_of_closed_pages_are_gone_within_the_cull_time_and_those_of_open_ones_are_not(tmp_path):
    pages = start_pages(tmp_path, cull=6)
    try:
        closed, opened = pages.open(), pages.open()
        with pages.socket(opened):
            until = time.monotonic() + 60
            while pages.kernels() > 1 and time.monotonic() < until:
                time.sleep(0.2)
            time.sleep(2)

            assert pages.ask(f"/api/kernels/{closed}").status == 403
            assert pages.ask(f"/api/kernels/{opened}").status == 200
    finally:
        stop_pages(pages)


def test_the_log_holds_no_key(pages):
    pages.ask("/nowhere?token=printed-key", key=None)
    pages.ask("/voila/render/home.ipynb?token=printed-key", key=None)

    assert "nowhere" in pages.log.read_text()
    assert "printed-key" not in pages.log.read_text()


def test_a_picture_of_a_lesson_is_shown_to_the_learner_alone(pages):
    address = "/voila/render/lessons/pictures/hand.svg"
    answer = pages.ask(address)

    assert (answer.status, answer.getheader("Content-Type")) == (200, "image/svg+xml")
    assert "a hand" in answer.text
    assert pages.ask(address, key=None).status == 403
    assert pages.ask(address, headers={"If-None-Match": answer.getheader("ETag")}).status == 304


def test_only_pictures_are_shown_from_their_folder(pages):
    assert pages.ask("/voila/render/lessons/pictures/notes.json").status == 404
    assert pages.ask("/voila/render/lessons/pictures/").status == 404
