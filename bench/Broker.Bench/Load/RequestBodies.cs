using System.Text;
using Broker.Bench.Processes;

namespace Broker.Bench.Load;

/// <summary>Chat requests of given sizes, as files that wrk reads.</summary>
/// <param name="workshop">Where the files go.</param>
internal sealed class RequestBodies(Workshop workshop)
{
    // What prompts are made of: prose, code with its escapes, and letters beyond ASCII.
    private const string Message =
        """{"role":"user","content":"Please review this function, and say what it does when the list is empty:\n\n    if (items.Count == 0)\n    {\n        return \"nothing, d\u00e9j\u00e0 vu\";\n    }\n\nIt was written in a hurry by somebody who likes café names. Keep the answer short; no headings, no lists."}""";

    private const string Beginning = """{"model":"gpt-4o-mini","messages":[""";
    private const string LastBeginning = """{"role":"user","content":" """;
    private const string End = "\"}]}";

    /// <summary>The file with a body of so many bytes.</summary>
    public string FileOf(int bytes)
    {
        var file = Path.Combine(workshop.Folder("bodies"), $"{bytes}.json");
        if (!File.Exists(file))
        {
            File.WriteAllBytes(file, Body(bytes));
        }

        return file;
    }

    /// <summary>A chat request of so many bytes.</summary>
    public static byte[] Body(int bytes)
    {
        var text = new StringBuilder(Beginning);
        var messageBytes = Encoding.UTF8.GetByteCount(Message) + 1;
        var room = bytes - Beginning.Length - LastBeginning.Length - End.Length;
        for (; room >= messageBytes; room -= messageBytes)
        {
            text.Append(Message).Append(',');
        }

        return Encoding.UTF8.GetBytes(text.Append(LastBeginning).Append('x', Math.Max(room, 0)).Append(End).ToString());
    }
}
