package social

// Person is somebody who has an account at a login server.
type Person struct {
	ID         string // as the server calls them: sub, or Facebook's id
	Email      string
	Name       string
	Given      string
	Family     string
	Department string // the company's only
}

// Names of the login servers.
const (
	Google   = "Google"
	Facebook = "Facebook"
	Company  = "Company"
)

// People are those who have an account at a login server.
func People(server string) []Person {
	switch server {
	case Google:
		return []Person{
			{ID: "104729183645520917364", Email: "gina@example.com", Name: "Gina Gold", Given: "Gina", Family: "Gold"},
			{ID: "117350284610093847562", Email: "ana@example.com", Name: "Ana Lind", Given: "Ana", Family: "Lind"},
		}
	case Facebook:
		return []Person{
			{ID: "10224837465019283", Email: "fred@example.com", Name: "Fred Fox", Given: "Fred", Family: "Fox"},
			{ID: "10224951730482716", Email: "flora@example.com", Name: "Flora Finch", Given: "Flora", Family: "Finch"},
		}
	case Company:
		return []Person{
			{ID: "carl", Email: "carl@example.org", Name: "Carl Cole", Given: "Carl", Family: "Cole", Department: "photos"},
			{ID: "cora", Email: "cora@example.org", Name: "Cora Clay", Given: "Cora", Family: "Clay", Department: "sales"},
		}
	}
	return nil
}

// byEmail finds a person by address.
func byEmail(people []Person, email string) (Person, bool) {
	for _, p := range people {
		if p.Email == email {
			return p, true
		}
	}
	return Person{}, false
}
