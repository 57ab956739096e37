"""What waits for a reviewer, in words."""

from core.texts import say


def waiting_text(credits: int, trainings: int) -> str:
    """Return “4 条学分、3 项培训”, without what there is none of; credits where nothing waits."""
    pieces = [
        say(f"waiting-{kind}", count=count)
        for kind, count in (("credits", credits), ("trainings", trainings))
        if count
    ]
    return say("waiting-joint").join(pieces) or say("waiting-credits", count=0)
