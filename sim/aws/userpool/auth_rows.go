package userpool

import "poolschool/sim/wire/awsjson"

// authRows are the operations of signing in, of staying signed in, and of ending it.
func (s *Service) authRows() []*awsjson.Row {
	pool := s.poolARN
	return []*awsjson.Row{
		awsjson.Open("InitiateAuth", s.InitiateAuth),
		awsjson.Open("RespondToAuthChallenge", s.RespondToAuthChallenge),
		awsjson.Signed("AdminInitiateAuth", s.AdminInitiateAuth, func(in AdminInitiateAuthRequest) string { return pool(in.UserPoolId) }),
		awsjson.Signed("AdminRespondToAuthChallenge", s.AdminRespondToAuthChallenge, func(in AdminRespondToAuthChallengeRequest) string { return pool(in.UserPoolId) }),
		awsjson.Open("GetTokensFromRefreshToken", s.GetTokensFromRefreshToken),
		awsjson.Open("RevokeToken", s.RevokeToken),
		awsjson.ByToken("GlobalSignOut", s.GlobalSignOut),
		awsjson.Signed("AdminUserGlobalSignOut", s.AdminUserGlobalSignOut, s.arnOfUser),
		awsjson.ByToken("AssociateSoftwareToken", s.AssociateSoftwareToken),
		awsjson.ByToken("VerifySoftwareToken", s.VerifySoftwareToken),
		awsjson.ByToken("SetUserMFAPreference", s.SetUserMFAPreference),
		awsjson.Signed("AdminSetUserMFAPreference", s.AdminSetUserMFAPreference, func(in AdminSetUserMFAPreferenceRequest) string { return pool(in.UserPoolId) }),
		awsjson.Signed("SetUserPoolMfaConfig", s.SetUserPoolMfaConfig, func(in SetUserPoolMfaConfigRequest) string { return pool(in.UserPoolId) }),
		awsjson.Signed("GetUserPoolMfaConfig", s.GetUserPoolMfaConfig, func(in GetUserPoolMfaConfigRequest) string { return pool(in.UserPoolId) }),
		awsjson.ByToken("GetUserAuthFactors", s.GetUserAuthFactors),
		awsjson.ByToken("ConfirmDevice", s.ConfirmDevice),
		awsjson.ByToken("ListDevices", s.ListDevices),
		awsjson.ByToken("GetDevice", s.GetDevice),
		awsjson.ByToken("ForgetDevice", s.ForgetDevice),
		awsjson.ByToken("UpdateDeviceStatus", s.UpdateDeviceStatus),
	}
}
