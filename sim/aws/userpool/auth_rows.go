package userpool

import "poolschool/sim/wire/awsjson"

// authRows are the operations of signing in, of staying signed in, and of ending it.
func (s *Service) authRows() []awsjson.Row {
	return []awsjson.Row{
		awsjson.Open("InitiateAuth", s.InitiateAuth),
		awsjson.Open("RespondToAuthChallenge", s.RespondToAuthChallenge),
	}
}
