### Search

nav-search = Search
search-title = Search
search-do = Search
search-words = Name or number
search-words-own = Name or number of a credit, training or project
search-hint = People: any part of the name, its pinyin or initials, the staff number, or a whole document number or mobile. Trainings and projects: words of the name, or the number. Credits: the project number or the person.
search-hint-own = Type a part of the name of a credit, training or project, or a project number.
search-kind-people = People
search-kind-trainings = Trainings
search-kind-coming = Trainings open to you
search-kind-projects = Published projects
search-kind-applications = Project applications
search-kind-credits = Credits
search-found = { $kinds ->
    [one] Results of { $kinds } kind
   *[other] Results of { $kinds } kinds
}
search-credits = Credits
search-more = Show more
search-too-many = Only the first { $count } are shown: please type some more.
search-none = Nothing found
search-none-words = Try another way: fewer characters, or pinyin. Document numbers and mobiles are needed whole, and so are project numbers to find credits by.
search-none-own = Try another way, or fewer characters. To find credits, a project number is needed whole.
refusal-search-too-short = Please type one more letter or digit.
