refusal-case-changed = This has changed and is now “{ $stage }”. Look at it as it is now, then decide.
refusal-not-under-review = This credit is “{ $stage }” now; this step is not possible.
refusal-reason-needed = Returning or rejecting needs a reason, so that the person knows what to do.
refusal-too-late-to-undo = More than ten seconds have passed. To correct it, ask the next reviewer to return it.
