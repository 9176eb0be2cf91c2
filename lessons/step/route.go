package step

import (
	"regexp"
	"slices"
	"strings"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
	"poolschool/sim/wire"
)

// route is FROM -> SERVICE OPERATION [as CREDENTIALS].
type route struct {
	From string         // lifeline that calls: "you", "app"
	Op   wire.Operation // the row of the service's table
	As   string         // name of the credentials that sign; "" for an unsigned call
	line int
}

var (
	callRoute = regexp.MustCompile(`^(\S+)\s+(?:->|→)\s+(\S+)\s+(\S+)(?:\s+as\s+(\S+))?$`)
	httpRoute = regexp.MustCompile(`^(\S+)\s+(?:->|→)\s+(\S+)(?:\s+as\s+(\S+))?$`)
)

// parseRoute reads the line and finds the operation. ok is false when there is no operation to check the rest against.
func parseRoute(text string, n int, known Known, m *mistake.List) (r route, ok bool) {
	parts := callRoute.FindStringSubmatch(strings.TrimSpace(text))
	if parts == nil {
		m.Add(n, "no operation to call", "write: call FROM -> SERVICE OPERATION [as CREDENTIALS]")
		return route{}, false
	}
	r = route{From: parts[1], As: parts[4], line: n}
	if r.As != "" && !nameOnly.MatchString(r.As) {
		m.Add(n, "\""+r.As+"\" is no name of credentials", "write the name that a keep gave, without braces")
		r.As = ""
	}
	op, found := known.Operation(parts[2], parts[3])
	if !found {
		m.Add(n, "no operation \""+parts[2]+" "+parts[3]+"\"", meantOperation(parts[2], parts[3], known))
		return r, false
	}
	r.Op = op
	return r, true
}

// meantOperation looks among the operations of the service first: a name is mistyped more often than its service.
func meantOperation(service, name string, known Known) string {
	var all, services, same []string
	for _, op := range known.Operations() {
		all = append(all, op.Service+" "+op.Name)
		if !slices.Contains(services, op.Service) {
			services = append(services, op.Service)
		}
		if op.Service == service {
			same = append(same, op.Service+" "+op.Name)
		}
	}
	if len(same) == 0 {
		if near, ok := mistake.Nearest(service+" "+name, all); ok {
			return "did you mean \"" + near + "\"?"
		}
		return mistake.Meant(service, services)
	}
	return mistake.Meant(service+" "+name, same)
}

func (r route) uses() []value.Use {
	if r.As == "" {
		return nil
	}
	return []value.Use{{Ref: value.Ref{Name: r.As}, Line: r.line}}
}
