package userpool

import (
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cognito "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

func TestOfficialClientSignsUp(t *testing.T) {
	d := newDesk(t, nil)
	c, ctx, ben := d.sdk(), t.Context(), aws.String("ben")
	out, err := c.SignUp(ctx, &cognito.SignUpInput{
		ClientId: &d.client, Username: ben, Password: aws.String("Rainy-Day-8"),
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: aws.String("ben@example.com")}},
	})
	if err != nil || out.UserConfirmed || *out.CodeDeliveryDetails.Destination != "b***@e***" || out.CodeDeliveryDetails.DeliveryMedium != types.DeliveryMediumTypeEmail {
		t.Fatalf("sign-up: %+v, %v", out, err)
	}
	_, err = c.SignUp(ctx, &cognito.SignUpInput{ClientId: &d.client, Username: ben, Password: aws.String("Rainy-Day-8")})
	if exists := new(types.UsernameExistsException); !errors.As(err, &exists) || exists.ErrorMessage() != "User already exists" {
		t.Errorf("again: %v, want UsernameExistsException", err)
	}
	if _, err := c.ConfirmSignUp(ctx, &cognito.ConfirmSignUpInput{ClientId: &d.client, Username: ben, ConfirmationCode: aws.String(d.mail("ben@example.com"))}); err != nil {
		t.Fatal(err)
	}
	_, err = c.ForgotPassword(ctx, &cognito.ForgotPasswordInput{ClientId: &d.client, Username: aws.String(wantedNobody)})
	if missing := new(types.UserNotFoundException); !errors.As(err, &missing) {
		t.Errorf("an unknown user: %v, want UserNotFoundException", err)
	}
	if _, err := c.ForgotPassword(ctx, &cognito.ForgotPasswordInput{ClientId: &d.client, Username: ben}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ConfirmForgotPassword(ctx, &cognito.ConfirmForgotPasswordInput{
		ClientId: &d.client, Username: ben, ConfirmationCode: aws.String(d.mail("ben@example.com")), Password: aws.String("Windy-Day-9"),
	}); err != nil {
		t.Fatal(err)
	}
}

func TestOfficialClientListsAndGroups(t *testing.T) {
	d := newDesk(t, nil)
	c, ctx := d.sdk(), t.Context()
	for _, name := range []string{"ben", "cy", "dan"} {
		out, err := c.AdminCreateUser(ctx, &cognito.AdminCreateUserInput{UserPoolId: &d.pool, Username: &name, MessageAction: types.MessageActionTypeSuppress})
		if err != nil || out.User.UserStatus != types.UserStatusTypeForceChangePassword || !out.User.UserCreateDate.Equal(testStart.Truncate(time.Millisecond)) {
			t.Fatalf("%s: %+v, %v", name, out, err)
		}
	}
	if _, err := c.CreateGroup(ctx, &cognito.CreateGroupInput{UserPoolId: &d.pool, GroupName: aws.String("staff"), Precedence: aws.Int32(0)}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.AdminAddUserToGroup(ctx, &cognito.AdminAddUserToGroupInput{UserPoolId: &d.pool, GroupName: aws.String("staff"), Username: aws.String("cy")}); err != nil {
		t.Fatal(err)
	}
	groups, err := c.AdminListGroupsForUser(ctx, &cognito.AdminListGroupsForUserInput{UserPoolId: &d.pool, Username: aws.String("cy")})
	if err != nil || len(groups.Groups) != 1 || *groups.Groups[0].Precedence != 0 {
		t.Errorf("groups: %+v, %v", groups, err)
	}
	var names []string
	pages := cognito.NewListUsersPaginator(c, &cognito.ListUsersInput{UserPoolId: &d.pool, Limit: aws.Int32(2)})
	for pages.HasMorePages() {
		out, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range out.Users {
			names = append(names, *u.Username)
		}
	}
	if len(names) != 4 || names[3] != "dan" {
		t.Errorf("users: %v", names)
	}
	_, err = c.AdminGetUser(ctx, &cognito.AdminGetUserInput{UserPoolId: &d.pool, Username: aws.String(wantedNobody)})
	if missing := new(types.UserNotFoundException); !errors.As(err, &missing) || missing.ErrorMessage() != "User does not exist." {
		t.Errorf("an unknown user: %v, want UserNotFoundException", err)
	}
}

func TestOfficialClientBuildsAPool(t *testing.T) {
	d := newDesk(t, nil)
	c, ctx := d.sdk(), t.Context()
	created, err := c.CreateUserPool(ctx, &cognito.CreateUserPoolInput{
		PoolName: aws.String("shop"), UsernameAttributes: []types.UsernameAttributeType{types.UsernameAttributeTypeEmail},
		Policies: &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{MinimumLength: aws.Int32(12), RequireNumbers: true}},
		Schema: []types.SchemaAttributeType{{
			Name: aws.String("plan"), AttributeDataType: types.AttributeDataTypeString, StringAttributeConstraints: &types.StringAttributeConstraintsType{MaxLength: aws.String("9")},
		}},
		EmailConfiguration:     &types.EmailConfigurationType{EmailSendingAccount: types.EmailSendingAccountTypeCognitoDefault},
		LambdaConfig:           &types.LambdaConfigType{PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{LambdaArn: aws.String("arn:aws:lambda:us-east-1:111122223333:function:f"), LambdaVersion: "V2_0"}},
		AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{{Name: types.RecoveryOptionNameTypeVerifiedEmail, Priority: aws.Int32(1)}}},
		UserPoolTags:           map[string]string{"team": "shop"},
	})
	if err != nil {
		t.Fatal(err)
	}
	id := created.UserPool.Id
	client, err := c.CreateUserPoolClient(ctx, &cognito.CreateUserPoolClientInput{
		UserPoolId: id, ClientName: aws.String("web"), GenerateSecret: true, ExplicitAuthFlows: []types.ExplicitAuthFlowsType{types.ExplicitAuthFlowsTypeAllowUserSrpAuth},
		AccessTokenValidity: aws.Int32(10), TokenValidityUnits: &types.TokenValidityUnitsType{AccessToken: types.TimeUnitsTypeMinutes},
		AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeCode}, AllowedOAuthScopes: []string{"openid"}, CallbackURLs: []string{"https://shop.example.com/"},
	})
	if err != nil || len(*client.UserPoolClient.ClientSecret) != 51 || *client.UserPoolClient.AccessTokenValidity != 10 {
		t.Fatalf("client: %+v, %v", client, err)
	}
	if _, err := c.CreateUserPoolDomain(ctx, &cognito.CreateUserPoolDomainInput{UserPoolId: id, Domain: aws.String("shop")}); err != nil {
		t.Fatal(err)
	}
	out, err := c.DescribeUserPool(ctx, &cognito.DescribeUserPoolInput{UserPoolId: id})
	if err != nil {
		t.Fatal(err)
	}
	p := out.UserPool
	policy := p.Policies.PasswordPolicy
	if *policy.MinimumLength != 12 || !policy.RequireNumbers || policy.RequireSymbols || policy.TemporaryPasswordValidityDays != 7 || *p.Domain != "shop" ||
		len(p.SchemaAttributes) != 22 || p.UserPoolTags["team"] != "shop" || p.LambdaConfig.PreTokenGenerationConfig.LambdaVersion != "V2_0" ||
		len(p.AccountRecoverySetting.RecoveryMechanisms) != 1 || p.EmailConfiguration.EmailSendingAccount != types.EmailSendingAccountTypeCognitoDefault {
		t.Errorf("pool: %+v", p)
	}
	_, err = c.DeleteUserPool(ctx, &cognito.DeleteUserPoolInput{UserPoolId: id})
	if invalid := new(types.InvalidParameterException); !errors.As(err, &invalid) {
		t.Errorf("deleting a pool with a domain: %v, want InvalidParameterException", err)
	}
}
