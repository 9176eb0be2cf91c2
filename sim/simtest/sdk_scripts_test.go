package simtest

import (
	"testing"

	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/wire"
)

// The official SDK plays every script, and every operation goes through it.
func TestOfficialSDKPlaysTheScripts(t *testing.T) {
	asked := map[string]bool{}
	var operations []wire.Operation
	Run(t, func(t *testing.T, a account.Account) Door {
		w := world(t, sim.Config{Account: a, Keys: keys})
		operations = w.Operations()
		return BySDK(w, func(o wire.Operation) { asked[o.Service+" "+o.Name] = true })
	})
	for _, o := range operations {
		if name := o.Service + " " + o.Name; !asked[name] {
			t.Errorf("the SDK never called %s", name)
		}
	}
}
