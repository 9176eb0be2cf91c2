package sim

import (
	"fmt"

	"poolschool/sim/chance"
	"poolschool/sim/policy"
	"poolschool/sim/principal"
)

// adminPolicy lets the administrator do everything, as AWS's AdministratorAccess does.
const adminPolicy = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}`

// addAdmin makes the account's administrator: an IAM user with a long-lived key, for the calls that
// set an account up.
func (w *World) addAdmin() error {
	all, err := policy.Parse(policy.KindIdentity, "AdministratorAccess", []byte(adminPolicy))
	if err != nil {
		return fmt.Errorf("administrator: %w", err)
	}
	c := w.config.Chance
	w.admin = principal.User{
		Name: "admin", ID: "AIDA" + chance.Text(c, 17, chance.Base32), ARN: "arn:aws:iam::" + w.config.AccountID + ":user/admin",
		AccessKeyID: "AKIA" + chance.Text(c, 16, chance.Base32), SecretKey: chance.Text(c, 40, chance.Alnum),
		Policies: []policy.Policy{all}, Created: w.config.Clock.Now(),
	}
	return w.principals.AddUser(w.admin)
}
