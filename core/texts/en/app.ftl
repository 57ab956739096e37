app-name = Xuefen
