"""The report in a real browser: nothing runs, nothing is fetched, and the evidence opens at its sentence."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from tests.invented_newsroom import invented, newsroom, report_facts, report_frames
from transforms.render.report import build_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
HOSTILE = "</style><script>document.title='owned'</script><img src=http://x.example/i.png onerror=alert(1)>"

pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER), reason="chromium and chromedriver are not installed here (Debian: chromium-driver)"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A headless browser of our own, with its logs."""
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}", "--window-size=1280,900"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(service=Service(DRIVER), options=options)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a written report whose frames hold hostile words beside honest ones."""
    room = invented()
    rows = room.evidence.to_dicts()
    rows[0] |= {
        "holder_name": f"Holder {HOSTILE}",
        "outlet": f"Outlet {HOSTILE}",
        "url": "javascript:document.title='owned'",
    }
    hostile = replace(room, evidence=newsroom([], rows).evidence)
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(build_report(report_frames(hostile), report_facts()).html, "utf-8")
    return path.as_uri()


def size(browser: webdriver.Chrome, width: int, height: int) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def requests(browser: webdriver.Chrome) -> list[str]:
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [message["params"] for message in messages if message["method"] == "Network.requestWillBeSent"]
    return [params["request"]["url"] for params in sent]


def test_the_report_runs_nothing_fetches_nothing_and_logs_no_error(browser: webdriver.Chrome, page: str) -> None:
    browser.get_log("performance")
    browser.get(page)
    assert browser.title.endswith("Hearsay")
    outside = [url for url in requests(browser) if not url.startswith(("file:", "data:", "chrome"))]
    assert outside == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] in {"SEVERE", "WARNING"}] == []
    assert "owned" in browser.find_element(By.TAG_NAME, "body").text, "the hostile words are printed, not run"


def test_an_evidence_link_opens_the_highlighted_sentence(browser: webdriver.Chrome, page: str) -> None:
    size(browser, 1280, 900)
    browser.get(page)
    row = browser.find_element(By.XPATH, "//table[contains(@class,'evidence')]//tr[td[contains(.,'Ruben Aldous')]]")
    link = row.find_element(By.CSS_SELECTOR, "a.open")
    browser.execute_script("arguments[0].click()", link)
    shown: dict[str, Any] = browser.execute_script(
        """
        const target = document.querySelector(':target'), mark = target.querySelector('mark');
        const box = mark.getBoundingClientRect(), top = document.elementFromPoint(box.left + 5, box.top + 5);
        return {text: mark.textContent, top: box.top, height: innerHeight, outline: getComputedStyle(mark).outlineStyle,
                plain: getComputedStyle(document.querySelector('.reading mark')).outlineStyle,
                reached: mark.contains(top), cue: target.querySelector('.cue').textContent};
        """
    )
    assert shown["text"].startswith("The Ministry of Fisheries said in a statement on Thursday")
    assert shown["cue"] == "releases no mercury"
    assert 0 <= shown["top"] < shown["height"] * 0.7
    assert shown["reached"], "the sentence is not covered by the sticky heading"
    assert (shown["outline"], shown["plain"]) == ("solid", "none")


def test_a_mark_of_the_timeline_opens_its_sentence(browser: webdriver.Chrome, page: str) -> None:
    browser.get(page)
    mark = browser.find_element(By.CSS_SELECTOR, ".chart a[href^='#c'] path[aria-label*='Ruben Aldous']")
    browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", mark)
    assert "no mercury at all" in browser.execute_script("return document.querySelector(':target').textContent")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_never_scrolls_sideways(browser: webdriver.Chrome, page: str, width: int) -> None:
    size(browser, width, 844)
    browser.get(page)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


CONTRAST = """
const channel = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 };
const colour = text => text.match(/[\\d.]+/g).map(Number);
const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
const paper = light(colour(getComputedStyle(document.body).backgroundColor));
const faint = [];
for (const element of document.querySelectorAll('.stance, .where, .note, .tag, .ref, .sample, .who, a, dd, .blank')) {
  if (!element.textContent.trim() || element.closest('.dot, .pid, .unseen, .skip')) continue;
  const ink = light(colour(getComputedStyle(element).color));
  const ratio = (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
  if (ratio < 4.5) faint.push([element.className, ratio]);
}
return faint;
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast_in_light_and_dark(browser: webdriver.Chrome, page: str, scheme: str) -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.get(page)
    assert browser.execute_script(CONTRAST) == []
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_the_page_prints(browser: webdriver.Chrome, page: str, tmp_path: Path) -> None:
    browser.get(page)
    printed = browser.execute_cdp_cmd("Page.printToPDF", {})["data"]
    (tmp_path / "report.pdf.base64").write_text(printed)
    assert len(printed) > 20_000
