package userpool

import (
	"context"
	"errors"

	"poolschool/sim/account"
)

func (v *visit) samlURL(ctx context.Context, x account.SocialProvider, state, id string) (string, error) {
	return "", errors.New("not yet")
}
