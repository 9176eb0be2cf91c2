package step

import (
	"strings"

	"poolschool/lessons/value"
	"poolschool/sim/account"
)

// loginPages is how lessons call the host of the first user pool's login pages.
const loginPages = "login"

// address is where a host answers: a name with dots is one already, "app" is the learner's application, "login" the login pages, and every other
// name a service.
func (e *Env) address(host string) string {
	switch {
	case strings.Contains(host, "."):
		return "https://" + host
	case host == "app":
		if name, err := e.Values.Show(value.Ref{Name: "appHost"}, e.now()); err == nil && name != "" {
			return "https://" + name
		}
		return "https://" + account.DefaultAppHost
	case host == loginPages:
		if name, err := e.Values.Show(value.Ref{Name: "loginHost"}, e.now()); err == nil {
			return "https://" + name
		}
	}
	return e.World.Endpoint(host)
}

// Lifeline is the name under which the trace knows a host.
func Lifeline(host string) string {
	switch {
	case host == loginPages, strings.HasSuffix(host, ".amazoncognito.com"):
		return "cognito-idp"
	case strings.HasSuffix(host, ".amazonaws.com"):
		labels := strings.Split(strings.TrimSuffix(host, ".amazonaws.com"), ".")
		for _, name := range []string{"s3", "sts", "iam", "cognito-idp", "cognito-identity"} {
			for _, label := range labels {
				if label == name {
					return name
				}
			}
		}
	case host == account.DefaultAppHost:
		return "app"
	}
	return host
}

func sideOfHost(host string) account.Side { return SideOf(Lifeline(host)) }
