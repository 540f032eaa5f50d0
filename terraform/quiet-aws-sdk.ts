// The AWS SDK announces, in six lines, when it will leave this version of Node; the user cannot do anything about it here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
