refusal-empty-file = This file is empty (0 bytes); it may not have been sent completely. Choose the file again and send it once more.
refusal-file-too-large = The file is larger than { $limit_mb } MB. Take a new photo with your phone, or compress or split the file and send it again.
refusal-not-a-picture = This file is neither a photo nor a PDF. Send JPG, PNG, WebP, HEIC or PDF; save Word and other documents as PDF first, or send a screenshot.
refusal-broken-file = This file can't be opened; it may be incomplete or damaged. Send it again; if that doesn't help, open it on your phone and send a screenshot, or take a new photo.
refusal-too-many-pixels =
    { $format ->
        [jpeg] The picture is too large, over { $limit_megapixels } megapixels. Make it smaller and send it again, or take a new photo with your phone.
       *[other] The picture is too large: { $limit_megapixels } megapixels is the most in this format. Save it as JPG in your gallery or picture viewer and send that, or send a screenshot or photo of it.
    }
refusal-file-encrypted = This PDF has a password and can't be opened. Remove the password first, or send a screenshot or photo instead.
refusal-file-is-dynamic-form = This PDF is a dynamic form (XFA) that only the program it was filled in with can show. Print it to an ordinary PDF there, or send a screenshot or photo.
refusal-file-is-portfolio = This PDF is a portfolio: a bag with other files in it. Open it, save the certificate and the proof as files of their own, and send those.
refusal-too-many-pages = This PDF has { $pages } pages; at most { $limit } are allowed. Keep only the pages with the certificate and proof, and send it again.
refusal-pictures-busy = The server is very busy right now. Nothing is wrong with the file, but it was not saved. Please send it again in a minute.
refusal-disk-full = The server's storage is full and nothing was saved this time. Please ask an administrator to free space, then try again; what was saved before is safe.
refusal-files-unavailable = The server that keeps the files is not answering. Try again in a few minutes; if it goes on, tell an administrator.
refusal-file-unreadable = This file can no longer be opened: it is damaged where it is kept. Please tell an administrator, and upload it again if you still have it.
