package intake

import (
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"poolschool/sim"
	"poolschool/sim/account"
)

// folder reads the files of a folder of testdata.
func folder(t testing.TB, dir string) []File {
	t.Helper()
	entries, err := os.ReadDir("testdata/" + dir)
	if err != nil {
		t.Fatal(err)
	}
	var files []File
	for _, e := range entries {
		data, err := os.ReadFile("testdata/" + dir + "/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{e.Name(), data})
	}
	return files
}

// opened writes the account as a file, reads it back and opens it.
func opened(t *testing.T, taken Taken) account.Account {
	t.Helper()
	data, err := Encode(taken.Account)
	if err != nil {
		t.Fatal(err)
	}
	a, err := account.Parse("account.json", data)
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	if _, err := sim.New(sim.Config{Account: a}); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return a
}

func TestWhatTheCLIPrintsBecomesAnAccount(t *testing.T) {
	taken := Take(folder(t, "cli"))
	a := opened(t, taken)
	pool, desk, role := a.UserPools[0], a.IdentityPools[0], a.Roles[0]
	rule := account.Rule{Claim: "custom:team", Match: "Equals", Value: "red", Role: "App"}
	for _, tt := range []struct{ what, got, want string }{
		{"account number, from a role", a.AccountID, "999988887777"},
		{"Region, from an id", a.Home(), "eu-west-1"},
		{"required attributes, without sub", fmt.Sprint(pool.Required), "[email]"},
		{"custom attribute without its prefix", fmt.Sprint(pool.Custom), "[{team String true  20}]"},
		{"password policy", fmt.Sprint(*pool.PasswordPolicy), "{10 true true true false 0 7}"},
		{"client's flows", fmt.Sprint(pool.Clients[0].Flows), "[ALLOW_REFRESH_TOKEN_AUTH ALLOW_USER_SRP_AUTH]"},
		{"a secret is drawn anew", fmt.Sprint(pool.Clients[0].Secret, pool.Clients[0].GenerateSecret), "true"},
		{"a day has 1440 minutes", fmt.Sprint(pool.Clients[0].RefreshMinutes), "43200"},
		{"accepted client, by name", fmt.Sprint(desk.UserPools), "[{people web true}]"},
		{"basic flow off is not left out", fmt.Sprint(desk.ClassicFlow != nil && !*desk.ClassicFlow), "true"},
		{"authenticated role", desk.Authenticated, "App"},
		{"mapping's provider, by name", desk.Mappings[0].Provider + " " + desk.Mappings[0].Type, "people/web Rules"},
		{"rule", fmt.Sprint(desk.Mappings[0].Rules[0] == rule), "true"},
		{"tags", fmt.Sprint(desk.TagMaps), "[{people false map[team:custom:team]}]"},
		{"inline policy", fmt.Sprint(len(role.Policies["Own"]) > 0), "true"},
		{"the only free managed policy", fmt.Sprint(a.Roles[1].Attached), "[arn:aws:iam::999988887777:policy/Uploads]"},
		{"bucket of a bucket policy", a.Buckets[0].Name, "my-photos"},
		{"app", a.App.Pool + "/" + a.App.Client, "people/web"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.what, tt.got, tt.want)
		}
	}
	for _, want := range []string{
		"user-pool.json: user pool people: LambdaConfig is not taken over",
		"client.json: app client web: its secret is not taken over",
		"client.json: app client web: the login with Google is not taken over",
		"identity-pool.json: identity pool desk accepts app client other",
		"pool-roles.json: the guests' role of identity pool desk is arn:aws:iam::999988887777:role/Guest, which is in no file",
		`Uploads.json: the answer does not name its policy; "Uploads" is taken from the file's name`,
		"Uploads.json: policy Uploads is taken to be attached to role Other",
		"list.json: this is not one of the shapes that are read (its members: UserPools)",
		"broken.json: no JSON from line 3 on",
		"notes.txt: neither a JSON object nor a CloudFormation template",
		"stranger.json: it is a policy of role Stranger, which is in no file",
	} {
		if !slices.ContainsFunc(taken.Left, func(line string) bool { return strings.HasPrefix(line, want) }) {
			t.Errorf("no line %q in\n%s", want, strings.Join(taken.Left, "\n"))
		}
	}
}

func TestATemplateBecomesAnAccountInJSONAndInYAML(t *testing.T) {
	for _, dir := range []string{"yaml", "json"} {
		taken := Take(folder(t, dir))
		a := opened(t, taken)
		desk, role := a.IdentityPools[0], a.Roles[0]
		for _, tt := range []struct{ what, got, want string }{
			{"Fn::Sub of a parameter", a.UserPools[0].Name, "people-dev"},
			{"Ref of a client", fmt.Sprint(desk.UserPools), "[{people-dev Web false}]"},
			{"domain", a.UserPools[0].Domain, "photos-dev"},
			{"group's role", a.UserPools[0].Groups[0].Role, "App"},
			{"Fn::GetAtt of a role", desk.Authenticated, "App"},
			{"Ref of the identity pool, in the trust policy", fmt.Sprint(strings.Contains(string(role.Trust), `"`+desk.ID+`"`)), "true"},
			{"a date is text", fmt.Sprint(strings.Contains(string(role.Trust), `"2012-10-17"`)), "true"},
			{"${!…} is IAM's own", fmt.Sprint(strings.Contains(string(role.Policies["own-folder"]), `:::stack-photos/uploads/${cognito-identity.amazonaws.com:sub}/*"`)), "true"},
			{"policy apart from its role", fmt.Sprint(strings.Contains(string(role.Policies["list"]), `"arn:aws:s3:::stack-photos"`)), "true"},
			{"managed policy", fmt.Sprint(role.Attached), "[arn:aws:iam::111122223333:policy/Extra]"},
			{"bucket policy", fmt.Sprint(len(a.Buckets[0].Policy) > 0), "true"},
			{"mapping with a provider of its own", desk.Mappings[0].Provider, "people-dev/Web"},
		} {
			if tt.got != tt.want {
				t.Errorf("%s: %s: got %s, want %s", dir, tt.what, tt.got, tt.want)
			}
		}
		for _, want := range []string{": Guard (AWS::IAM::User) is not taken over", ": condition Live is not weighed; it is taken to hold"} {
			if !strings.Contains(strings.Join(taken.Left, "\n"), want) {
				t.Errorf("%s: no line %q in %q", dir, want, taken.Left)
			}
		}
	}
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	for _, tt := range []struct{ name, file, data, want string }{
		{"too long", "a.json", strings.Repeat(" ", FileLimit+1), "longer than 1048576 bytes"},
		{"an account file", "a.json", `{"identityPools": []}`, "this is an account file already"},
		{"empty", "a.json", "\n", "the file is empty"},
		{"aliases", "a.yaml", "Resources: &x {}\nOutputs: *x\n", "line 2: anchors and aliases are not read"},
		{"twice", "a.yaml", "Resources: {}\nResources: {}\n", "stands twice"},
		{"no resources", "a.yml", "a: 1\n", "it has no Resources"},
		{"broken YAML", "a.yaml", "Resources:\n\t- a: [", "no YAML: "},
		{"too deep", "a.yaml", "Resources: " + strings.Repeat("[", 200) + strings.Repeat("]", 200), "nested more than 100 deep"},
		{"an unknown reference", "a.yaml", "Resources:\n  P:\n    Type: AWS::Cognito::UserPool\n    Properties: {UserPoolName: !Ref Nobody}\n", "Nobody is neither a resource"},
		{"an import of another stack", "a.yaml", "Resources:\n  P:\n    Type: AWS::Cognito::UserPool\n    Properties: {UserPoolName: !ImportValue x}\n", "Fn::ImportValue is not followed"},
		{"IAM's variable without !", "a.yaml", "Resources:\n  P:\n    Type: AWS::Cognito::UserPool\n    Properties: {UserPoolName: !Sub '${a:sub}'}\n", "IAM's own variables are written ${!…}"},
		{"a role's document is no policy", "a.json", `{"Role": {"RoleName": "A", "AssumeRolePolicyDocument": 3}}`, "the policy document in it is no JSON object"},
		{"a wrong kind of member", "a.json", `{"UserPool": {"Name": ["a"]}}`, "cannot be read"},
		{"a nested stack", "a.yaml", "Resources:\n  Auth:\n    Type: AWS::CloudFormation::Stack\n", "Auth is a stack of its own"},
		{"a nameless pool", "a.json", `{"UserPool": {}}`, "a user pool without Name and Id"},
		{"a bucket policy without bucket", "a.json", `{"Policy": "{\"Statement\": []}"}`, "names no bucket"},
	} {
		taken := Take([]File{{tt.file, []byte(tt.data)}})
		if got := strings.Join(taken.Left, "\n"); !strings.Contains(got, tt.file+": ") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWhatIsMissingIsAskedFor(t *testing.T) {
	role := `{"Role": {"RoleName": "%s", "Arn": "arn:aws:iam::999988887777:role/%s", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}}}`
	version := `{"PolicyVersion": {"Document": {"Version": "2012-10-17", "Statement": []}}, "PolicyArn": "arn:aws:iam::999988887777:policy/team/Named"}`
	taken := Take([]File{
		{"a.json", fmt.Appendf(nil, role, "A", "A")}, {"b.json", fmt.Appendf(nil, role, "B", "B")}, {"p.json", []byte(version)},
	})
	got := strings.Join(taken.Left, "\n")
	for _, want := range []string{
		"a.json: role A has no policy in these files", "b.json: role B has no policy in these files",
		"p.json: which role has policy Named does not stand here; put arn:aws:iam::999988887777:policy/team/Named in the member attached of that role",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no line %q in\n%s", want, got)
		}
	}
}

func TestPowerShellsFilesAreRead(t *testing.T) {
	const text = `{"UserPool": {"Id": "eu-west-1_Ab3dEf9Gh", "Name": "Zoë"}}`
	little, big := []byte("\xff\xfe"), []byte("\xfe\xff")
	for _, u := range utf16.Encode([]rune(text)) {
		little = binary.LittleEndian.AppendUint16(little, u)
		big = binary.BigEndian.AppendUint16(big, u)
	}
	for name, data := range map[string][]byte{"UTF-16": little, "the other order": big, "UTF-8 with a mark": []byte("\xef\xbb\xbf" + text), "plain": []byte(text)} {
		taken := Take([]File{{"a.json", data}})
		if len(taken.Account.UserPools) != 1 || taken.Account.UserPools[0].Name != "Zoë" {
			t.Errorf("%s: got %+v, %q", name, taken.Account.UserPools, taken.Left)
		}
	}
}

func FuzzTake(f *testing.F) {
	for _, dir := range []string{"cli", "yaml", "json"} {
		for _, file := range folder(f, dir) {
			f.Add(file.Name, file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		taken := Take([]File{{name, data}})
		encoded, err := Encode(taken.Account)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := account.Parse("a.json", encoded); err != nil {
			t.Errorf("what was taken over cannot be read: %v", err)
		}
		if taken.Files == 0 && len(taken.Left) == 0 && len(data) > 0 && !strings.Contains(string(data), "Resources") {
			t.Error("nothing was taken over, and nothing was said")
		}
	})
}
