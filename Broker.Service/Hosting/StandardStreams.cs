using System.Text;
using Broker.Service.Configuration;

namespace Broker.Service.Hosting;

/// <summary>Standard output and standard error, either of which may be full or closed: that is an exit code, and never an unhandled exception.</summary>
internal static class StandardStreams
{
    /// <summary>Runs a command and hands on what it has to say.</summary>
    /// <param name="command">Takes what to write to for standard output and for standard error, and returns the exit code.</param>
    /// <returns>The command's exit code; that of a failure where its output could not be written.</returns>
    public static int Run(Func<TextWriter, TextWriter, int> command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = command(output, error);
        try
        {
            WriteOutput(Encoding.UTF8.GetBytes(output.ToString()));
        }
        catch (IOException failure)
        {
            error.WriteLine(failure.Message);
            code = ExitCode.Failure;
        }

        WriteError(error.ToString());
        return code;
    }

    /// <summary>Writes to standard output.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void WriteOutput(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (!bytes.IsEmpty)
            {
                using var stdout = Console.OpenStandardOutput();
                stdout.Write(bytes);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var reason = failure is UnauthorizedAccessException ? "it is closed" : failure.Message.TrimEnd('.');
            throw new IOException($"Standard output cannot be written: {reason}. Send it to a terminal, a file with room or a program that reads it.", failure);
        }
    }

    /// <summary>Writes to standard error, as far as it can be written.</summary>
    public static void WriteError(string text)
    {
        try
        {
            using var stderr = Console.OpenStandardError();
            stderr.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is nowhere left to tell it; the exit code does.
        }
    }
}
