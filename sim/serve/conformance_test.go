package serve

import (
	"strings"
	"testing"

	"poolschool/sim/account"
	"poolschool/sim/simtest"
)

// What AWS is known to answer holds on the one address too.
func TestScriptsBehindOneAddress(t *testing.T) {
	simtest.Run(t, func(t *testing.T, a account.Account) simtest.Door {
		if strings.HasSuffix(t.Name(), "/identity-pool-login-attacks") {
			t.Skip("its forged tokens name AWS's own issuer; in sim/simtest it is played on two doors")
		}
		return openDoor(t, a, still)
	})
}
