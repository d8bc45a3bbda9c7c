namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource starts only when somebody asks for it.</summary>
internal sealed record ExplicitStartAnnotation : IResourceAnnotation;
