package serve

import (
	"strings"
	"testing"

	"poolschool/sim/account"
	"poolschool/sim/simtest"
	"poolschool/sim/wire"
)

// What AWS is known to answer holds on the one address too.
func TestScriptsBehindOneAddress(t *testing.T) {
	simtest.Run(t, func(t *testing.T, a account.Account) simtest.Door { return scriptDoor(t, a) })
}

// The official SDK plays the same stories, told nothing but the one address.
func TestOfficialSDKPlaysTheScriptsOnOneAddress(t *testing.T) {
	asked := map[string]bool{}
	var operations []wire.Operation
	simtest.Run(t, func(t *testing.T, a account.Account) simtest.Door {
		door := scriptDoor(t, a)
		operations = door.world().Operations()
		return simtest.BySDK(door, func(o wire.Operation) { asked[o.Service+" "+o.Name] = true })
	})
	for _, o := range operations {
		if name := o.Service + " " + o.Name; !asked[name] {
			t.Errorf("the SDK never called %s", name)
		}
	}
}

func scriptDoor(t *testing.T, a account.Account) door {
	if strings.HasSuffix(t.Name(), "/identity-pool-login-attacks") {
		t.Skip("its forged tokens name AWS's own issuer; in sim/simtest it is played on two doors")
	}
	return openDoor(t, a, still)
}
