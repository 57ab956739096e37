app-name = 学分
