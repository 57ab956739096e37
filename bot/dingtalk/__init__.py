"""DingTalk (钉钉): messages over a line that we dial, answers over its web interface."""
