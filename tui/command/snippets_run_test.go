package command

import (
	"context"
	"flag"
	"io/fs"
	"net"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/aws/aws-sdk-go-v2/config" // what Go snippets import, so that the module holds it
	_ "github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/go-json-experiment/json"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/flowchart"
	"poolschool/lessons/snippet"
	"poolschool/lessons/step"
	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/keyring"
	"poolschool/sim/serve"
)

var (
	nodeFolder    = flag.String("node", "", "the folder of a node_modules with the AWS SDK for JavaScript, with which TestSnippetsRun runs node")
	pythonProgram = flag.String("python", "", "the Python program that has boto3, with which TestSnippetsRun runs Python")
)

// snippetStory is how a snippet is run, and what it does then.
type snippetStory struct {
	calls []string // as the trace names them
	// values of the account by the names of variables, beside those of the env file
	variables map[string]string
	token     string // value of the outcome's run, and the variable that it goes into
	inEnv     string
	signs     bool // it has AWS credentials of its own
}

func snippetStories() map[string]snippetStory {
	upload := []string{"GetId", "GetCredentialsForIdentity", "PutObject"}
	return map[string]snippetStory{
		"photo-upload":  {calls: append([]string{"InitiateAuth"}, upload...)},
		"user-pool":     {calls: []string{"InitiateAuth", "GET /me"}},
		"identity-pool": {calls: upload, token: "google", inEnv: "GOOGLE_ID_TOKEN"},
		"guests":        {calls: []string{"GetId", "GetCredentialsForIdentity", "GetObject"}, variables: map[string]string{"POOLSCHOOL_IDENTITY_POOL_ID": "identityPoolId.plain-desk"}},
		"own-backend":   {calls: []string{"GetOpenIdTokenForDeveloperIdentity", "GetCredentialsForIdentity", "PutObject"}, signs: true},
		"api-gateway":   {calls: []string{"InitiateAuth", "GET /rest/me", "GET /http/me"}},
		"sts":           {calls: []string{"AssumeRoleWithWebIdentity", "PutObject"}, token: "carl", inEnv: "OIDC_TOKEN", variables: map[string]string{"ROLE_ARN": "roleArn.Deployer"}},
		"machine":       {calls: []string{"POST /oauth2/token", "GET /orders"}, variables: map[string]string{"CLIENT_ID": "clientId.shop-machine", "CLIENT_SECRET": "clientSecret.shop-machine"}},
		"iam-api":       {calls: []string{"InitiateAuth", "GetId", "GetCredentialsForIdentity", "GET /iam/me"}},
		"own-issuer":    {calls: []string{"GET /http/me"}, token: "carl", inEnv: "OIDC_TOKEN"},
	}
}

// TestSnippetsRun runs every snippet, as it is shown, against a listening account: the calls are those of the outcome,
// and all of them succeed. JavaScript and Python need the flags -node and -python.
func TestSnippetsRun(t *testing.T) {
	set, err := snippets()
	if err != nil {
		t.Fatal(err)
	}
	chart, err := flowchart.Load(assets.Flowchart(), chartFile)
	if err != nil {
		t.Fatal(err)
	}
	ring := &keyring.Ring{}
	runs, err := scriptEnvWith(ring).runs()
	if err != nil {
		t.Fatal(err)
	}
	stories, played := snippetStories(), map[string]bool{}
	programs := goPrograms(t, set)
	for _, o := range chart.Outcomes {
		if o.Run == "" {
			continue
		}
		story, ok := stories[o.Code]
		if !ok {
			t.Errorf("%s: no snippet %q is played here", o.ID, o.Code)
			continue
		}
		played[o.Code] = true
		run, _ := runs.Find(o.Run)
		for _, s := range set[o.Code] {
			t.Run(o.Code+"/"+s.Name, func(t *testing.T) {
				cmd := commandOf(t, s, programs[o.Code])
				desk := openDesk(t, ring, run)
				desk.plays(t, cmd, story)
			})
		}
	}
	for name := range set {
		if !played[name] {
			t.Errorf("the snippet %s belongs to no outcome that runs", name)
		}
	}
}

func TestLessonsNameSnippetsThatExist(t *testing.T) {
	set, err := snippets()
	if err != nil {
		t.Fatal(err)
	}
	c, err := scriptEnvWith(&keyring.Ring{}).course()
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, l := range c.Lessons {
		if l.Code == "" {
			continue
		}
		named++
		if len(set[l.Code]) == 0 {
			t.Errorf("%s: there is no snippet %q", l.File, l.Code)
		}
	}
	if named == 0 {
		t.Error("no lesson names a snippet")
	}
}

func scriptEnvWith(ring *keyring.Ring) Env {
	return Env{Keys: ring, Chance: chance.Seeded([32]byte{1}), Now: time.Now}
}

// goPrograms builds the Go snippets, all at once and within the module, whose versions of the SDK they take.
func goPrograms(t *testing.T, set snippet.Set) map[string]string {
	t.Helper()
	dir := t.TempDir()
	module, err := filepath.Abs(top)
	if err != nil {
		t.Fatal(err)
	}
	var overlay struct{ Replace map[string]string }
	overlay.Replace = map[string]string{}
	programs := map[string]string{}
	args := []string{"build", "-ldflags=-s -w", "-overlay", filepath.Join(dir, "overlay.json"), "-o", dir + string(filepath.Separator)}
	for name, languages := range set {
		file := filepath.Join(dir, name+".go")
		if err := os.WriteFile(file, []byte(languages[2].Program()), 0o600); err != nil {
			t.Fatal(err)
		}
		overlay.Replace[filepath.Join(module, "snippets", name, "main.go")] = file
		programs[name] = filepath.Join(dir, name)
		args = append(args, "./snippets/"+name)
	}
	data, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "overlay.json"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", args...)
	build.Dir = module
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the Go snippets do not build: %v\n%s", err, out)
	}
	return programs
}

// commandOf is what runs a snippet.
func commandOf(t *testing.T, s snippet.Snippet, program string) *exec.Cmd {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "snippet.mjs")
	if err := os.WriteFile(file, []byte(s.Program()), 0o600); err != nil {
		t.Fatal(err)
	}
	var cmd *exec.Cmd
	switch s.Name {
	case "JavaScript":
		if *nodeFolder == "" {
			t.Skip("-node names no folder with the AWS SDK for JavaScript")
		}
		if err := os.Symlink(filepath.Join(*nodeFolder, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
			t.Fatal(err)
		}
		cmd = exec.CommandContext(t.Context(), "node", file)
	case "Python":
		if *pythonProgram == "" {
			t.Skip("-python names no program that has boto3")
		}
		cmd = exec.CommandContext(t.Context(), *pythonProgram, file)
	default:
		cmd = exec.CommandContext(t.Context(), program)
	}
	// HOME is empty: nobody's ~/.aws is read. And no SDK looks for credentials on an instance.
	cmd.Dir, cmd.Env = dir, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "AWS_EC2_METADATA_DISABLED=true"}
	return cmd
}

// desk is a listening account on which a run's lesson could be played.
type desk struct {
	*serve.Account
	endpoint string
	api      string // where the application's API is
	run      *lessons.Lesson
	start    account.Account
	ring     *keyring.Ring
}

func openDesk(t *testing.T, ring *keyring.Ring, run *lessons.Lesson) desk {
	t.Helper()
	data, err := fs.ReadFile(accounts.Files(), run.Account+".json")
	if err != nil {
		t.Fatal(err)
	}
	start, err := account.Parse(run.Account, data)
	if err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d := desk{endpoint: "http://" + socket.Addr().String(), run: run, start: start, ring: ring}
	d.Account, err = serve.Open(serve.Start{Account: start, Endpoint: d.endpoint, Base: time.Now, Chance: chance.Crypto(), Keys: ring, Folder: t.TempDir(), Kept: exchangesKept})
	if err != nil {
		t.Fatal(err)
	}
	server := serve.New(serve.Config{World: d.World, Control: serve.NewControl(d.Account, socket.Addr()), Stopping: d.Stop, Limits: serve.DefaultLimits(), Now: time.Now})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, socket) }()
	d.api = d.openAPI(t)
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the end: %v", err)
		}
		if err := d.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return d
}

// openAPI is the address of the application's own API. Behind the listener it has no path of its own and is known by its
// name; a request that is signed for it goes to the listener itself, because the signature covers the host.
func (d desk) openAPI(t *testing.T) string {
	t.Helper()
	if d.run.ID == "run-iam-api" {
		return d.endpoint
	}
	to, err := url.Parse(d.endpoint)
	if err != nil {
		t.Fatal(err)
	}
	api := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = d.World(r.In).Values()["appHost"]
	}})
	t.Cleanup(api.Close)
	return api.URL
}

// plays runs a program against the account and holds it to its story.
func (d desk) plays(t *testing.T, cmd *exec.Cmd, story snippetStory) {
	t.Helper()
	w := d.World(nil)
	cmd.Env = append(cmd.Env, "API_URL="+d.api)
	for _, v := range serve.Variables(w, d.endpoint) {
		// Without keys of its own a snippet can only use those that it was given.
		if story.signs || v.Name != "AWS_ACCESS_KEY_ID" && v.Name != "AWS_SECRET_ACCESS_KEY" {
			cmd.Env = append(cmd.Env, v.Name+"="+v.Value)
		}
	}
	for name, value := range story.variables {
		cmd.Env = append(cmd.Env, name+"="+w.Values()[value])
	}
	if story.token != "" {
		cmd.Env = append(cmd.Env, story.inEnv+"="+d.token(t, story.token))
	}
	before := w.Log().Last()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	var calls []string
	for _, x := range w.Log().Since(before) {
		if x.Parent != 0 {
			continue
		}
		calls = append(calls, x.Operation)
		if !x.OK() {
			t.Errorf("%s: got %d %s %s", x.Operation, x.Status, x.Code, x.Refusal)
		}
	}
	if !slices.Equal(calls, story.calls) {
		t.Errorf("got calls %s, want %s", strings.Join(calls, ", "), strings.Join(story.calls, ", "))
	}
}

// token signs somebody in elsewhere: it plays the run on the account until there is a value of that name.
func (d desk) token(t *testing.T, name string) string {
	t.Helper()
	s, err := lessons.NewSession(lessons.Config{
		Lesson: d.run, Account: d.start, Now: time.Now(),
		NewWorld: func(lessons.Start) (step.World, error) { return d.World(nil), nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range d.run.Steps() {
		result, err := s.Play(t.Context(), at, step.Input{})
		if err != nil {
			t.Fatal(err)
		}
		if v, ok := result.State.Values.Get(name); ok {
			return v.String()
		}
	}
	t.Fatalf("%s gives no %s", d.run.ID, name)
	return ""
}
