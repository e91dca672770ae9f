using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Onboarding.Core.Tests.Support;

/// <summary>The public surface of an assembly as text: a line a member, sorted.</summary>
internal sealed class ContractApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly | BindingFlags.NonPublic;

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    private readonly NullabilityInfoContext _nullability = new();

    public static string Describe(Assembly assembly)
    {
        var api = new ContractApi();
        var text = new StringBuilder();
        foreach (var type in Types(assembly).OrderBy(t => t.Namespace, StringComparer.Ordinal).ThenBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append('\n').Append(type.Namespace).Append(": ").Append(api.DescribeType(type)).Append('\n');
            foreach (var line in api.DescribeMembers(type))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Public types that somebody wrote; the compiler adds some for extension members.</summary>
    public static IEnumerable<Type> Types(Assembly assembly) => assembly.GetExportedTypes().Where(t => !t.FullName!.Contains('<', StringComparison.Ordinal));

    /// <summary>Members that code outside can see and that somebody wrote.</summary>
    public static IEnumerable<MemberInfo> Members(Type type)
    {
        return type.GetMembers(Declared).Where(m => m is not Type && m.Name != "value__" && m.GetCustomAttribute<CompilerGeneratedAttribute>() is null && m switch
        {
            MethodInfo method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
            ConstructorInfo constructor => IsVisible(constructor),
            FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
            EventInfo @event => IsVisible(@event.AddMethod!),
            _ => false,
        });
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod("PrintMembers", Declared) is not null);

    private static bool IsExtension(MemberInfo member) => member.GetCustomAttribute<ExtensionAttribute>() is not null;

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        Enum named => $"{named.GetType().Name}.{named}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private string DescribeType(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsValueType ? (type.GetCustomAttribute<IsReadOnlyAttribute>() is null ? "" : "readonly ") + (IsRecord(type) ? "record " : "") + "struct"
            : (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : "class");
        var inherited = type.GetInterfaces().Where(i => i.IsPublic && !(IsRecord(type) && i.Name.StartsWith("IEquatable", StringComparison.Ordinal)))
            .Except(type.GetInterfaces().SelectMany(i => i.GetInterfaces()))
            .Except(type.BaseType?.GetInterfaces() ?? []).Select(Name).Order(StringComparer.Ordinal);
        var bases = type.IsClass && type.BaseType is { } parent && parent != typeof(object) ? inherited.Prepend(Name(parent)) : inherited;
        var list = string.Join(", ", type.IsEnum ? [] : bases);
        return kind + " " + Name(type) + (list.Length > 0 ? " : " + list : "");
    }

    private IEnumerable<string> DescribeMembers(Type type)
    {
        return type.IsEnum
            ? Enum.GetValues(type).Cast<object>().Select(v => $"{v} = {Convert.ToInt64(v, CultureInfo.InvariantCulture)}")
            : Members(type).Select(Describe).Order(StringComparer.Ordinal);
    }

    private string Describe(MemberInfo member)
    {
        switch (member)
        {
            case FieldInfo field:
                return (field.IsLiteral ? "const " : field.IsStatic ? "static " : "") + Name(_nullability.Create(field)) + " " + field.Name + (field.IsLiteral ? " = " + Constant(field.GetRawConstantValue()) : "");
            case ConstructorInfo constructor:
                return $"{constructor.DeclaringType!.Name}({Parameters(constructor)})";
            case PropertyInfo property:
                var accessor = property.GetAccessors(nonPublic: true)[0];
                var setter = property.SetMethod is { } set && IsVisible(set) ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;" : "";
                var index = property.GetIndexParameters().Length > 0 ? $"this[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]" : property.Name;
                return (accessor.IsStatic ? "static " : "") + (property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ") + Name(_nullability.Create(property)) + " " + index + " {" + (property.GetMethod is { } get && IsVisible(get) ? " get;" : "") + setter + " }";
            case MethodInfo method:
                var generic = method.IsGenericMethod ? "<" + string.Join(", ", method.GetGenericArguments().Select(a => a.Name)) + ">" : "";
                return (method.IsStatic ? "static " : "") + Name(_nullability.Create(method.ReturnParameter)) + " " + method.Name + generic + "(" + (IsExtension(method) ? "this " : "") + Parameters(method) + ")";
            default:
                return member.ToString()!;
        }
    }

    private string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private string Parameter(ParameterInfo parameter)
    {
        var way = parameter.IsOut ? "out " : parameter.IsIn && parameter.ParameterType.IsByRef ? "in " : parameter.ParameterType.IsByRef ? "ref " : parameter.GetCustomAttribute<ParamArrayAttribute>() is not null ? "params " : "";
        var value = parameter.HasDefaultValue ? " = " + (parameter.DefaultValue is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : Constant(parameter.DefaultValue)) : "";
        return way + Name(_nullability.Create(parameter)) + " " + parameter.Name + value;
    }

    private string Name(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        var mark = !type.IsValueType && !type.IsGenericParameter && (info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable) ? "?" : "";
        return type.IsArray && info.ElementType is { } element ? Name(element) + "[]" + mark
            : type.IsGenericType && info.GenericTypeArguments.Length > 0 ? Plain(type) + "<" + string.Join(", ", info.GenericTypeArguments.Select(Name)) + ">" + mark
            : Name(type) + mark;
    }

    private string Name(Type type)
    {
        return s_keywords.TryGetValue(type, out var keyword) ? keyword
            : type.IsArray ? Name(type.GetElementType()!) + "[]"
            : type.IsByRef ? Name(type.GetElementType()!)
            : type.IsGenericType ? Plain(type) + "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">"
            : Plain(type);
    }

    private static string Plain(Type type) => (type.DeclaringType is { } outer && !type.IsGenericParameter ? outer.Name + "." : "") + type.Name.Split('`')[0];
}
