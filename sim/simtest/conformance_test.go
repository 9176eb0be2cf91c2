package simtest

import "testing"

func TestScriptsInProcess(t *testing.T)      { Run(t, InProcess) }
func TestScriptsBehindListener(t *testing.T) { Run(t, BehindListener) }
