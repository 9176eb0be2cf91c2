package serve

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/natefinch/atomic"

	"poolschool/sim"
)

// Variable is one line of a dotenv file.
type Variable struct{ Name, Value string }

// Variables are what a client needs to use an account at an endpoint. What the account does not have is left out.
func Variables(w *sim.World, endpoint string) []Variable {
	v := w.Values()
	login := ""
	if v["loginHost"] != "" {
		login = endpoint
	}
	all := []Variable{
		{"AWS_ENDPOINT_URL", endpoint},
		{"AWS_REGION", v["region"]},
		{"AWS_ACCESS_KEY_ID", v["adminCredentials.AccessKeyId"]},
		{"AWS_SECRET_ACCESS_KEY", v["adminCredentials.SecretKey"]},
		{"POOLSCHOOL_ACCOUNT_ID", v["accountId"]},
		{"POOLSCHOOL_USER_POOL_ID", v["userPoolId"]},
		{"POOLSCHOOL_CLIENT_ID", v["clientId"]},
		{"POOLSCHOOL_ISSUER", v["issuer"]},
		{"POOLSCHOOL_LOGIN_URL", login},
		{"POOLSCHOOL_IDENTITY_POOL_ID", v["identityPoolId"]},
		{"POOLSCHOOL_BUCKET", v["bucket"]},
		{"POOLSCHOOL_AUTH_ROLE_ARN", v["authRoleArn"]},
		{"POOLSCHOOL_UNAUTH_ROLE_ARN", v["guestRoleArn"]},
		{"POOLSCHOOL_LEARNER_USERNAME", v["username"]},
		{"POOLSCHOOL_LEARNER_PASSWORD", v["password"]},
	}
	var out []Variable
	for _, x := range all {
		if x.Value != "" {
			out = append(out, x)
		}
	}
	return out
}

// Dotenv is a file that shells and dotenv libraries read alike.
func Dotenv(variables []Variable) string {
	var b strings.Builder
	for _, v := range variables {
		b.WriteString(v.Name + "=" + quoted(v.Value) + "\n")
	}
	return b.String()
}

// quoted leaves alone what no reader would change. Within single quotes nothing has a meaning, so what holds a single
// quote, or lines, goes into double ones.
func quoted(value string) string {
	switch {
	case strings.Trim(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:@%+,=") == "":
		return value
	case !strings.ContainsAny(value, "'\r\n"):
		return "'" + value + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`", "\n", `\n`, "\r", `\r`).Replace(value) + `"`
}

// WriteDotenv puts variables into a file, whole or not at all, that nobody but its owner can read.
func WriteDotenv(path string, variables []Variable) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".poolschool-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	if _, err := file.WriteString(Dotenv(variables)); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	return atomic.ReplaceFile(file.Name(), path)
}
