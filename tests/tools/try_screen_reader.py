"""What a screen reader sees of the window, over AT-SPI alone; started by try_screen_reader.sh. Ends with 1 where something cannot be read."""
import sys
import time

import pyatspi

ROLES_THAT_NEED_A_NAME = {
    pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_ENTRY, pyatspi.ROLE_TEXT,
    pyatspi.ROLE_PASSWORD_TEXT, pyatspi.ROLE_LINK, pyatspi.ROLE_LIST, pyatspi.ROLE_TREE, pyatspi.ROLE_TABLE, pyatspi.ROLE_PAGE_TAB,
    pyatspi.ROLE_DOCUMENT_FRAME, pyatspi.ROLE_PROGRESS_BAR, pyatspi.ROLE_COMBO_BOX,
}
PASSPHRASE = "quiet river stone and lamp"
unreadable = []


def all_of(node):
    try:
        yield node
        children = [node.getChildAtIndex(i) for i in range(node.childCount)]
    except Exception:  # it went away while it was looked at
        return
    for child in children:
        if child is not None:
            yield from all_of(child)


def shows(node):
    states = node.getState()
    return states.contains(pyatspi.STATE_SHOWING) and states.contains(pyatspi.STATE_VISIBLE)


def wait_for(what, find, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = find()
        if found:
            return found
        time.sleep(0.1)
    sys.exit(f"not found: {what}")


def program():
    desktop = pyatspi.Registry.getDesktop(0)
    for i in range(desktop.childCount):
        application = desktop.getChildAtIndex(i)
        if application is not None and "sillok" in (application.name or "").lower():
            return application
    return None


def find(role, name, enabled=True):
    for node in all_of(APPLICATION):
        try:
            if node.getRole() == role and name.lower() in (node.name or "").lower() and shows(node):
                if not enabled or node.getState().contains(pyatspi.STATE_ENABLED):
                    return node
        except Exception:
            continue
    return None


def control(name, *roles):
    roles = roles or (pyatspi.ROLE_PUSH_BUTTON,)
    return wait_for(name, lambda: next((node for role in roles if (node := find(role, name))), None))


def press(name, *roles):
    control(name, *roles).queryAction().doAction(0)


def put(name, text, *roles):
    control(name, *(roles or (pyatspi.ROLE_TEXT, pyatspi.ROLE_ENTRY, pyatspi.ROLE_PASSWORD_TEXT))).queryEditableText().setTextContents(text)


def report(page):
    """Counts what is shown by role, and keeps what has no name."""
    counts = {}
    for node in all_of(APPLICATION):
        try:
            if not shows(node):
                continue
            role = node.getRole()
            counts[node.getRoleName()] = counts.get(node.getRoleName(), 0) + 1
            if role in ROLES_THAT_NEED_A_NAME and not (node.name or "").strip():
                unreadable.append(f"{page}: {node.getRoleName()} in {node.parent.getRoleName()} {node.parent.name!r}")
        except Exception:
            continue
    words = ", ".join(f"{count} {role}" for role, count in sorted(counts.items(), key=lambda one: -one[1]))
    print(f"{page:22} {sum(counts.values()):4}  {words}", flush=True)


def read_answer(seconds=60):
    """The paragraphs of the conversation, once there are so many that an answer is among them."""
    def paragraphs():
        for node in all_of(APPLICATION):
            try:
                if node.getRoleName().startswith("document") and "Conversation" in node.name:
                    lines = [child.name for child in (node.getChildAtIndex(i) for i in range(node.childCount)) if child.getRole() == pyatspi.ROLE_PARAGRAPH]
                    if len(lines) > 3:
                        return lines
            except Exception:
                continue
        return None
    return wait_for("an answer", paragraphs, seconds)


APPLICATION = wait_for("the program on the bus", program)
STARTED = time.monotonic()

report("first run: language")
press("English", pyatspi.ROLE_RADIO_BUTTON)
press("Continue")
put("Passphrase", PASSPHRASE)
put("The same passphrase again", PASSPHRASE)
report("first run: passphrase")
press("Create the vault")
made = time.monotonic()
fields = wait_for("the recovery key", lambda: [node for node in all_of(APPLICATION) if (node.name or "").startswith("Group ") and shows(node)])
print(f"keys made in {time.monotonic() - made:.1f} s")
report("first run: recovery key")
words = [node.name for node in all_of(APPLICATION) if shows(node) and node.name]
groups = {int(number): group for number, group in zip(words, words[1:]) if number.isdigit() and len(group) == 5}
asked = sorted({int(node.name.split()[1]) for node in fields})
for number in asked:
    put(f"Group {number}", groups[number])
press("Continue")
control("Skip the tour")
report("tour")
press("Skip the tour")
control("Question", pyatspi.ROLE_TEXT)
report("chat, empty")
print(f"first run in {time.monotonic() - STARTED:.1f} s, over the bus")

press("Go to documents")
press("New collection")
put("Name", "Matter", pyatspi.ROLE_TEXT)
report("sheet")
press("Create")
press("Add files")
put("File name", sys.argv[1], pyatspi.ROLE_TEXT)
report("file dialog")
press("Open")
wait_for("the document among the ready ones", lambda: find(pyatspi.ROLE_TABLE_CELL, "Ready", False))
report("documents")
for place in ("Models", "Settings", "Manage"):
    press(place, pyatspi.ROLE_PAGE_TAB)
    wait_for(f"{place} as the place that is shown", lambda: control(place, pyatspi.ROLE_PAGE_TAB).getState().contains(pyatspi.STATE_SELECTED), 20)
    report(place.lower())
press("Chat", pyatspi.ROLE_PAGE_TAB)
put("Question", sys.argv[2], pyatspi.ROLE_TEXT)
press("Send")
lines = read_answer()
report("chat, answered")
print("the answer by line:")
for line in lines:
    print(f"  | {line}")
for place in unreadable:
    print(f"NO NAME  {place}")
sys.exit(1 if unreadable else 0)
