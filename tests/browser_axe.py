"""What axe-core finds on a page that keeps people out."""


def serious_violations(page):
    """The rules that the page breaks, with their impact and the elements that break them.

    Moderate and minor ones are advice: they are left out.
    """
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {_places(violation)}"
        for violation in violations
        if violation["impact"] in ("serious", "critical")
    ]


def _places(violation):
    return ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"])
