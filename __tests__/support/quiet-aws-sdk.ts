// The AWS SDK announces, in six lines for each test file, when it will leave this version of Node.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
