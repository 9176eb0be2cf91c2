package simtest

import (
	"fmt"
	"strings"

	"github.com/pquerna/otp/totp"
)

// takeTOTP shows what an authenticator app with a secret shows at the account's time.
func (p *player) takeTOTP(rest, _ string) error {
	name, secret, ok := strings.Cut(rest, " = ")
	if !ok {
		return fmt.Errorf("write: totp NAME = SECRET")
	}
	key, err := p.value(secret)
	if err != nil {
		key = secret // the account file has it, not an answer
	}
	code, err := totp.GenerateCode(key, p.door.Now())
	if err != nil {
		return err
	}
	p.values[name] = code
	return nil
}
