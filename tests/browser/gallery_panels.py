"""Pictures of every simulator panel for six patients: wide, on a phone, and in the dark.

Run ``python tests/browser/gallery_panels.py FOLDER [PATIENT ...]``: serves a copy of the course with one page a patient
and writes ``FOLDER/PATIENT-PANEL-LOOK.png``, for example ``haemodialysis-balance-phone.png``. It asserts nothing; the
pictures are there to be looked at beside those of the figures' design.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, Error, Locator, Page, sync_playwright
from served import Course, copy_course, free_port

LOOKS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
NOTHING_STICKS = "main .cf :is(.cf-lab-timeline, .cf-transport, .cf-dock) { position: static !important }"
"""A picture of a whole figure has no window whose edge a bar could stick to."""
IMPORTS = """\
from calcinosis.panels.simulator.balance import Balance
from calcinosis.panels.simulator.deposit import Deposit
from calcinosis.panels.simulator.laboratory import Laboratory
from calcinosis.panels.simulator.saturation import Saturation
from calcinosis.panels.simulator.setpoint import SetPoint
from calcinosis.panels.simulator.timecourse import TimeCourse
from calcinosis.physiology.protocols import Surgery
"""
ROWS = 'rows=("calcium", "phosphate", "pth", "soft_tissue_deposit")'
PHPT = 'condition="primary-hyperparathyroidism"'
CURED = f'{PHPT}, set_point=1.13, parathyroid_tissue=1.0, title="Primary hyperparathyroidism, cured"'
OPERATED = '{"name": "adenomectomy", "start": 14.0, "end": 90.0}'
PATIENTS = {
    "healthy": {
        "balance": "Balance()",
        "course": f'TimeCourse(phosphate_intake=80, event="more phosphate eaten", lead=7, days=42, {ROWS})',
        "saturation": "Saturation()",
        "gland": "SetPoint()",
        "laboratory": 'Laboratory(condition="healthy-adult")',
    },
    "haemodialysis": {
        "balance": 'Balance(condition="haemodialysis")',
        "course": f'TimeCourse(condition="haemodialysis", days=7, {ROWS})',
        "saturation": 'Saturation(condition="haemodialysis")',
        "deposit": 'Deposit(kind="calciphylaxis")',
        "gland": 'SetPoint(condition="haemodialysis")',
        "laboratory": 'Laboratory(condition="haemodialysis")',
    },
    "hyperparathyroidism": {
        "balance": f"Balance({PHPT})",
        "course": f'TimeCourse({PHPT}, days=76, events=(Surgery(operation="adenomectomy", at=14.0),), {ROWS})',
        "saturation": f"Saturation({PHPT})",
        "gland": f"SetPoint({PHPT})",
        "laboratory": f"Laboratory({PHPT}, days=90.0)",
    },
    "hyperparathyroidism-cured": {
        "balance": f"Balance({CURED})",
        "gland": f"SetPoint({CURED})",
        "laboratory": f"Laboratory({PHPT}, days=90.0, orders=[{OPERATED}])",
    },
    "tumoral-calcinosis": {
        "balance": 'Balance(condition="tumoral-calcinosis")',
        "course": f'TimeCourse(condition="tumoral-calcinosis", days=540, {ROWS})',
        "saturation": 'Saturation(condition="tumoral-calcinosis")',
        "deposit": 'Deposit(kind="metastatic")',
        "gland": 'SetPoint(condition="tumoral-calcinosis")',
        "laboratory": 'Laboratory(condition="tumoral-calcinosis", days=365.0)',
    },
    "extravasation": {
        "balance": 'Balance(condition="calcium-extravasation", days=14)',
        "course": 'TimeCourse(condition="calcium-extravasation", days=120, rows=("infusion_site_deposit", "calcium"))',
        "saturation": 'Saturation(condition="calcium-extravasation")',
        "deposit": 'Deposit(kind="iatrogenic")',
        "gland": 'SetPoint(condition="calcium-extravasation")',
        "laboratory": 'Laboratory(condition="calcium-extravasation", days=90.0)',
    },
}


def write_pages(lessons: Path, patients: list[str]) -> None:
    """Write one page a patient among the lessons of a copied course."""
    for patient in patients:
        cells = [nbformat.v4.new_markdown_cell(f"# {patient}"), nbformat.v4.new_code_cell(IMPORTS)]
        cells += [nbformat.v4.new_code_cell(figure) for figure in PATIENTS[patient].values()]
        book = nbformat.v4.new_notebook(cells=cells)
        book.metadata = {"title": patient, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
        nbformat.write(book, lessons / f"panels-{patient}.ipynb")


def show(page: Page, course: Course, patient: str, look: str, folder: Path) -> None:
    """Open a patient's page and take a picture of each of its panels."""
    page.goto(course.home)
    page.goto(course.url(f"lessons/panels-{patient}.ipynb"))
    figures = page.locator(".cf")
    for name, figure in zip(PATIENTS[patient], range(len(PATIENTS[patient])), strict=True):
        node = figures.nth(figure)
        node.wait_for(timeout=60_000)
        node.scroll_into_view_if_needed()
        page.wait_for_timeout(5000 if name == "balance" else 300)  # the flow comes to rest
        node.screenshot(path=folder / f"{patient}-{name}-{look}.png", style=NOTHING_STICKS)
        if name == "laboratory" and look.startswith("phone"):
            show_tabs(page, node, f"{patient}-{name}", look, folder)


def show_tabs(page: Page, laboratory: Locator, name: str, look: str, folder: Path) -> None:
    """Take a picture of each tab of the laboratory as the phone's screen shows it."""
    for tab in laboratory.get_by_role("tab").all():
        tab.click()
        page.wait_for_timeout(200)
        page.screenshot(path=folder / f"{name}-{tab.inner_text().lower()}-{look}.png")


def complain(error: Error) -> None:
    """Print what was thrown in a page."""
    sys.stderr.write(f"{error}\n")


def take(browser: Browser, course: Course, folder: Path, patients: list[str]) -> None:
    """Take all pictures."""
    for look, settings in LOOKS.items():
        for patient in patients:
            page = browser.new_context(**settings).new_page()
            page.on("pageerror", complain)
            show(page, course, patient, look, folder)
            page.context.close()


def main() -> None:
    """Serve, look, stop."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    patients = sys.argv[2:] or list(PATIENTS)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        course = Course(copy_course(Path(place)), free_port(), "ada")
        write_pages(course.folder / "lessons", patients)
        course.start()
        try:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            take(browser, course, folder, patients)
            browser.close()
        finally:
            course.stop()


if __name__ == "__main__":
    main()
