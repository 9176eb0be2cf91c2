package userpool

import "poolschool/sim/account"

func (v *visit) leave(a authorization, x account.SocialProvider) {}
