package simtest

import (
	"testing"

	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// Every operation that answers is called by a script itself, once at least so that it works and once so that it is refused.
func TestEveryOperationHasScripts(t *testing.T) {
	worked, refused := map[string]bool{}, map[string]bool{}
	var operations []wire.Operation
	Run(t, func(t *testing.T, a account.Account) Door {
		w := world(t, sim.Config{Account: a, Keys: keys})
		operations = w.Operations()
		w.Log().Listen(func(e trace.Exchange) {
			if e.Parent == 0 {
				outcome := worked
				if e.Status >= 300 {
					outcome = refused
				}
				outcome[e.To+" "+e.Operation] = true
			}
		})
		return w
	})
	if len(operations) == 0 {
		t.Fatal("no operation is there")
	}
	for _, o := range operations {
		name := o.Service + " " + o.Name
		if !worked[name] {
			t.Errorf("no script has %s work", name)
		}
		if !refused[name] {
			t.Errorf("no script has %s refused", name)
		}
	}
}
