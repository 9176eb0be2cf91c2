package userpool

import "poolschool/sim/wire/rpc"

// authRows are the operations of signing in, of staying signed in, and of ending it.
func (s *Service) authRows() []*rpc.Row {
	pool := s.poolARN
	return []*rpc.Row{
		rpc.Open("InitiateAuth", s.InitiateAuth),
		rpc.Open("RespondToAuthChallenge", s.RespondToAuthChallenge),
		rpc.Signed("AdminInitiateAuth", s.AdminInitiateAuth, func(in AdminInitiateAuthRequest) string { return pool(in.UserPoolId) }),
		rpc.Signed("AdminRespondToAuthChallenge", s.AdminRespondToAuthChallenge, func(in AdminRespondToAuthChallengeRequest) string { return pool(in.UserPoolId) }),
		rpc.Open("GetTokensFromRefreshToken", s.GetTokensFromRefreshToken),
		rpc.Open("RevokeToken", s.RevokeToken),
		rpc.ByToken("GlobalSignOut", s.GlobalSignOut),
		rpc.Signed("AdminUserGlobalSignOut", s.AdminUserGlobalSignOut, s.arnOfUser),
		rpc.ByToken("AssociateSoftwareToken", s.AssociateSoftwareToken),
		rpc.ByToken("VerifySoftwareToken", s.VerifySoftwareToken),
		rpc.ByToken("SetUserMFAPreference", s.SetUserMFAPreference),
		rpc.Signed("AdminSetUserMFAPreference", s.AdminSetUserMFAPreference, func(in AdminSetUserMFAPreferenceRequest) string { return pool(in.UserPoolId) }),
		rpc.Signed("SetUserPoolMfaConfig", s.SetUserPoolMfaConfig, func(in SetUserPoolMfaConfigRequest) string { return pool(in.UserPoolId) }),
		rpc.Signed("GetUserPoolMfaConfig", s.GetUserPoolMfaConfig, func(in GetUserPoolMfaConfigRequest) string { return pool(in.UserPoolId) }),
		rpc.ByToken("GetUserAuthFactors", s.GetUserAuthFactors),
		rpc.ByToken("ConfirmDevice", s.ConfirmDevice),
		rpc.ByToken("ListDevices", s.ListDevices),
		rpc.ByToken("GetDevice", s.GetDevice),
		rpc.ByToken("ForgetDevice", s.ForgetDevice),
		rpc.ByToken("UpdateDeviceStatus", s.UpdateDeviceStatus),
	}
}
