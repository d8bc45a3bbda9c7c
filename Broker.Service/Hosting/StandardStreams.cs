using System.Text;
using Broker.Service.Configuration;

namespace Broker.Service.Hosting;

/// <summary>Writes to standard output and standard error. If one is full or closed, that becomes an exit code, never an unhandled exception.</summary>
internal static class StandardStreams
{
    /// <summary>Runs a command and prints its output.</summary>
    /// <param name="command">Takes writers for standard output and standard error; returns the exit code.</param>
    /// <returns>The command's exit code; <see cref="ExitCode.Failure"/> if its output could not be written.</returns>
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

    /// <summary>Writes to standard error; does nothing if it is full or closed.</summary>
    public static void WriteError(string text)
    {
        try
        {
            using var stderr = Console.OpenStandardError();
            stderr.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The exit code still tells.
        }
    }
}
