using Broker.Lessons;

var line = LessonCommand.Create().Parse(args);
var code = await line.InvokeAsync();
return line.Errors.Count > 0 ? ExitCode.Misused : code;
