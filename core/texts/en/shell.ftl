### What pages do by themselves: showing evidence, sending files, short messages

shell-copied = Copied
shell-unsent = There is no network; what you just did was not sent. Connect and try again.
shell-confirm-yes = Yes
shell-confirm-no = Cancel
shell-install-by-hand = Press “Share” in the browser, then “Add to Home Screen”.

shell-viewer = Evidence
shell-viewer-original = Open the original
shell-viewer-none = This file cannot be shown here; open the original.
shell-viewer-previous = Previous
shell-viewer-next = Next
shell-viewer-closer = Larger
shell-viewer-farther = Smaller
shell-viewer-turn = Turn

shell-upload-waiting = Waiting to be sent
shell-upload-dropped = The network broke off; not uploaded. It is sent again once you are connected, or press “Try again”.
shell-upload-too-large = Larger than { $limit } MB, not uploaded. Make it smaller or take it again.
