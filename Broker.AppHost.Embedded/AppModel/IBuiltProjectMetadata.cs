namespace Aspire.Hosting;

/// <summary>
/// Where a project is and what it was built to. Not part of Aspire, which asks the SDK at run time; the embedded engine is told
/// when it is built, and starts the result without building again.
/// </summary>
public interface IBuiltProjectMetadata : IProjectMetadata
{
    /// <summary>Full path of the built assembly.</summary>
    string AssemblyPath { get; }
}
